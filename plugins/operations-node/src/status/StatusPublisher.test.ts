import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { EntityStatus } from '@opsdeck/backstage-plugin-operations-common';
import { ProviderServer } from '../testing/ProviderServer';
import { json } from '../testing';
import { createStatusPublisher } from './StatusPublisher';

const status: EntityStatus = {
  entityRef: 'component:default/shop',
  capability: 'backups',
  verdict: 'met',
  headline: 'fine',
  since: '2026-11-20T10:00:00.000Z',
  evaluatedAt: '2026-11-20T10:00:00.000Z',
  validUntil: '2026-11-20T10:15:00.000Z',
  nextChangeAt: null,
  sequence: 1,
};

describe('createStatusPublisher', () => {
  let board: ProviderServer;
  const publisher = () =>
    createStatusPublisher({
      auth: mockServices.auth({ pluginId: 'backups' }),
      discovery: {
        ...mockServices.discovery(),
        getBaseUrl: async () => board.endpoint,
      },
    });

  beforeEach(async () => {
    board = await ProviderServer.start();
  });
  afterEach(() => board.stop());

  it('speaks to the board as the plugin itself', async () => {
    board.play(json(202, { accepted: 1 }));
    await publisher().publish([status]);
    const [request] = board.requests;
    expect(request).toMatchObject({ method: 'POST' });
    expect(request.url.pathname).toBe('/statuses');
    expect(JSON.parse(request.body)).toEqual({ statuses: [status] });
    expect(request.headers.authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.service('plugin:backups'),
        targetPluginId: 'operations',
      }),
    );
  });

  it('is silent when there is nothing to say', async () => {
    await publisher().publish([]);
    expect(board.requests).toEqual([]);
  });

  it('fails when the board does not take it', async () => {
    board.play(
      json(403, { error: { name: 'NotAllowedError', message: 'no' } }),
    );
    await expect(publisher().publish([status])).rejects.toThrow('403');
  });
});
