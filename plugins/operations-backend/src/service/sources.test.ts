import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { SourceState } from '@opsdeck/backstage-plugin-operations-common';
import { EntityAuthorizer } from '@opsdeck/backstage-plugin-operations-node';
import {
  ProviderServer,
  Responder,
  bothTestDatabases,
  json,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import { BoardStore } from '../database/BoardStore';
import { ChipFilter } from './ChipFilter';
import { DefaultOperationsService } from './DefaultOperationsService';

const databases = bothTestDatabases();
const credentials = mockCredentials.user('user:default/ann');
const source: SourceState = {
  id: 'aws-rds',
  pluginId: 'backups',
  title: 'Amazon RDS',
  provider: 'aws',
  cadence: 'PT1M',
  requiredPermissions: [],
  scopes: [],
};

const failure = (status: number, name: string, message: string) =>
  json(status, {
    error: { name, message },
    response: { statusCode: status },
  });
const notFound: Responder = (_request, response) => {
  response.writeHead(404).end('Cannot GET');
};

describe('the sources of the fleet', () => {
  let tabs: ProviderServer;
  let service: DefaultOperationsService;

  const play = (answers: Record<string, Responder>) =>
    tabs.play((request, response) => {
      const [, pluginId] = request.url.pathname.split('/');
      return (answers[pluginId] ?? notFound)(request, response);
    });

  beforeEach(async () => {
    tabs = await ProviderServer.start();
    const knex = await databases.init('SQLITE_3');
    const catalog = catalogServiceMock();
    service = new DefaultOperationsService({
      store: await BoardStore.create({ getClient: async () => knex }),
      chips: new ChipFilter({
        catalog,
        authorizer: new EntityAuthorizer({
          catalog,
          permissions: mockServices.permissions.mock(),
        }),
        permissions: {},
      }),
      auth: mockServices.auth({ pluginId: 'operations' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async pluginId => `${tabs.endpoint}/${pluginId}`,
      }),
      timeoutMs: 2_000,
    });
  });
  afterEach(() => tabs.stop());

  it('asks every tab on behalf of the user; those not installed are absent', async () => {
    play({ backups: json(200, { sources: [source] }) });
    expect(await service.getSources({ credentials })).toEqual({
      plugins: [{ pluginId: 'backups', problem: null, sources: [source] }],
    });
    const asked = tabs.requests.find(({ url }) =>
      url.pathname.startsWith('/backups/'),
    );
    expect(asked?.headers.authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: credentials,
        targetPluginId: 'backups',
      }),
    );
  });

  it('says in plain words which tab does not answer, and shows the others', async () => {
    play({
      backups: json(200, { sources: [source] }),
      slos: failure(403, 'NotAllowedError', 'This needs the permission x'),
      runbooks: () => {},
      incidents: json(200, { what: 'nonsense' }),
      deployments: (_request, response) => {
        response.destroy();
      },
    });

    const { plugins } = await service.getSources({ credentials });
    expect(plugins.map(({ pluginId, problem }) => [pluginId, problem])).toEqual(
      [
        ['deployments', 'The deployments backend could not be reached.'],
        ['slos', 'The slos backend refused: This needs the permission x'],
        ['runbooks', 'The runbooks backend did not answer in time.'],
        ['backups', null],
        [
          'incidents',
          'The incidents backend gave an answer that could not be understood; are all Opsdeck packages of one version?',
        ],
      ],
    );
  });

  const run = () =>
    service.runSourceNow(
      { credentials },
      { pluginId: 'backups', sourceId: 'aws/rds', scopeId: 'a' },
    );

  it('hands a run on to the tab, on behalf of the user', async () => {
    play({ backups: json(202, { accepted: true }) });
    await run();
    const [request] = tabs.requests;
    expect(request).toMatchObject({ method: 'POST', body: '{"scopeId":"a"}' });
    expect(request.url.pathname).toBe('/backups/sources/aws%2Frds/run');
    expect(request.headers.authorization).toContain('user:default/ann');
  });

  it.each([
    [400, 'InputError'],
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
  ])('passes a refusal %d on in the words of the tab', async (status, name) => {
    play({ backups: failure(status, name, 'was read just now') });
    await expect(run()).rejects.toMatchObject({
      name,
      message: 'The backups backend refused: was read just now',
    });
  });

  it('does not show the page of a proxy', async () => {
    play({
      backups: (_request, response) => {
        response.writeHead(502).end('<html>Bad Gateway</html>');
      },
    });
    const { plugins } = await service.getSources({ credentials });
    expect(plugins).toMatchObject([
      { problem: 'The backups backend answered with status 502.' },
    ]);
  });

  it('passes on that a tab failed', async () => {
    play({ backups: failure(500, 'Error', 'boom') });
    await expect(run()).rejects.toMatchObject({ name: 'ResponseError' });
  });
});
