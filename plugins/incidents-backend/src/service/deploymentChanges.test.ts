import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { SHOP, at } from '../__testUtils__/alerts';
import { deploymentChanges } from './deploymentChanges';

const credentials = mockCredentials.user('user:default/olga');

describe('deploymentChanges', () => {
  let server: Server;
  let respond: RequestListener;
  const asked: { url?: string; authorization?: string }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { authorization } = request.headers;
      asked.push({ url: request.url, authorization });
      respond(request, response);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const discovery = mockServices.discovery.mock({
    getBaseUrl: async pluginId => {
      const { port } = server.address() as AddressInfo;
      return `http://127.0.0.1:${port}/api/${pluginId}`;
    },
  });
  const list = () =>
    deploymentChanges({
      auth: mockServices.auth(),
      discovery,
      logger: mockServices.logger.mock(),
    }).list({ entityRef: SHOP, from: at(-120), to: at(0), credentials });
  const answer = (status: number, body: unknown = {}) => {
    respond = (_request, response) => {
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(body));
    };
  };

  it('asks the Deployments tab on behalf of the caller', async () => {
    answer(200, { items: [], truncated: false });
    await expect(list()).resolves.toEqual({ changes: [], gap: undefined });
    expect(asked.at(-1)).toEqual({
      url: `/api/deployments/entities/component/default/shop/deployments/changes?from=${encodeURIComponent(
        at(-120).toISOString(),
      )}&to=${encodeURIComponent(at(0).toISOString())}`,
      authorization: mockCredentials.service.header({
        onBehalfOf: credentials,
        targetPluginId: 'deployments',
      }),
    });
  });

  it('calls a deployment by what it brought, where, and how that went', async () => {
    const deployment = {
      id: 'd',
      entityRef: SHOP,
      environment: {
        id: 'production',
        title: 'Production',
        tier: 'production',
        order: 3,
      },
      place: 'cluster prod',
      artifact: { version: '1.42.0', digest: null, image: null },
      commit: null,
      repository: null,
      author: null,
      trigger: null,
      cause: null,
      strategy: null,
      status: 'succeeded',
      startedAt: at(-5).toISOString(),
      finishedAt: null,
      sources: [],
      links: [],
    };
    const nameless = {
      ...deployment,
      environment: null,
      artifact: { version: null, digest: null, image: null },
    };
    const earlier = { ...deployment, startedAt: at(-121).toISOString() };
    answer(200, { items: [deployment, nameless, earlier], truncated: true });
    await expect(list()).resolves.toEqual({
      changes: [
        {
          at: at(-5).toISOString(),
          title: '1.42.0 to Production: succeeded',
          entityRef: SHOP,
          tier: 'production',
        },
        {
          at: at(-5).toISOString(),
          title: 'an unknown version to cluster prod: succeeded',
          entityRef: SHOP,
          tier: null,
        },
      ],
      gap: 'Only the latest deployments are shown: there were more',
    });
  });

  it.each([
    [403, 'you lack the permission to read them'],
    [404, 'the Deployments tab is not installed'],
    [500, 'the Deployments tab answered 500'],
  ])('says why nothing is shown after a %d', async (status, why) => {
    answer(status);
    await expect(list()).resolves.toEqual({
      changes: [],
      gap: `Deployments are not shown: ${why}`,
    });
  });

  it('says so when the answer cannot be understood or there is none', async () => {
    const gap =
      'Deployments are not shown: the Deployments tab could not be asked';
    answer(200, { items: 'none' });
    await expect(list()).resolves.toEqual({ changes: [], gap });
    respond = (_request, response) => {
      response.destroy();
    };
    await expect(list()).resolves.toEqual({ changes: [], gap });
  });

  it('says so when the tab does not answer in time', async () => {
    respond = () => {};
    await expect(list()).resolves.toEqual({
      changes: [],
      gap: 'Deployments are not shown: the Deployments tab does not answer',
    });
  }, 10_000);
});
