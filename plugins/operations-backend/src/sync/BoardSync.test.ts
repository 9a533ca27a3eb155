import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ProviderServer,
  Responder,
  bothTestDatabases,
  json,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import { NOW, component, status } from '../__testUtils__/board';
import { BoardStore } from '../database/BoardStore';
import { BoardSync } from './BoardSync';
import { toBoardEntity } from './toBoardEntity';

const databases = bothTestDatabases();
const { signal } = new AbortController();
const notFound: Responder = (_request, response) => {
  response.writeHead(404).end('Cannot GET');
};

describe.each(databases.eachSupportedId())('BoardSync on %s', databaseId => {
  const logger = mockServices.logger.mock();
  let tabs: ProviderServer;
  let store: BoardStore;
  let now: Date;
  let catalog: ReturnType<typeof catalogServiceMock>;
  let sync: BoardSync;

  beforeEach(async () => {
    jest.clearAllMocks();
    const knex = await databases.init(databaseId);
    tabs = await ProviderServer.start();
    store = await BoardStore.create({ getClient: async () => knex });
    now = NOW;
    catalog = catalogServiceMock({ entities: [component('shop')] });
    sync = new BoardSync({
      store,
      catalog,
      auth: mockServices.auth({ pluginId: 'operations' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async pluginId => `${tabs.endpoint}/${pluginId}`,
      }),
      logger,
      clock: () => now,
      timeoutMs: 2_000,
    });
  });
  afterEach(() => tabs.stop());

  const play = (answers: Record<string, Responder>) =>
    tabs.play((request, response) => {
      const [, pluginId] = request.url.pathname.split('/');
      return (answers[pluginId] ?? notFound)(request, response);
    });
  const kept = async () =>
    (await store.listStatuses(['component:default/shop'], now))
      .map(({ capability, sequence }) => `${capability} ${sequence}`)
      .sort();

  it('fetches all pages of every tab, as itself', async () => {
    const many = Array.from({ length: 1001 }, (_, i) =>
      status(`s-${String(i).padStart(4, '0')}`),
    );
    play({
      backups: (request, response) => {
        const after = request.url.searchParams.get('after') ?? '';
        const rest = many.filter(({ entityRef }) => entityRef > after);
        return json(200, { statuses: rest.slice(0, 1000) })(request, response);
      },
    });
    await sync.syncStatuses(signal);
    const refs = many.map(({ entityRef }) => entityRef);
    expect(await store.listStatuses(refs, now)).toHaveLength(1001);
    const asked = tabs.requests.filter(({ url }) =>
      url.pathname.startsWith('/backups/'),
    );
    expect(asked).toHaveLength(2);
    expect(asked[0].headers.authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.service('plugin:operations'),
        targetPluginId: 'backups',
      }),
    );
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('one tab that fails, hangs or talks nonsense does not stop the others', async () => {
    const own = (capability: 'slos' | 'incidents') =>
      json(200, { statuses: [status('shop', { capability })] });
    play({
      deployments: json(500, { error: { name: 'Error', message: 'boom' } }),
      slos: own('slos'),
      runbooks: () => {},
      backups: json(200, { statuses: 'none' }),
      incidents: own('incidents'),
    });
    await sync.syncStatuses(signal);
    expect(await kept()).toEqual(['incidents 1', 'slos 1']);
    const warned = logger.warn.mock.calls.map(([message]) => message).sort();
    expect(warned).toEqual([
      expect.stringMatching(/^The backups backend did not report/),
      expect.stringMatching(/^The deployments backend did not report/),
      expect.stringMatching(/^The runbooks backend did not report/),
    ]);
  });

  it('does not believe a tab that speaks for another', async () => {
    play({
      slos: json(200, {
        statuses: [status('shop', { capability: 'backups' })],
      }),
    });
    await sync.syncStatuses(signal);
    expect(await kept()).toEqual([]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('repairs what a push missed, and never goes back', async () => {
    await store.saveStatuses(
      [
        status('shop', { sequence: 3 }),
        status('shop', { sequence: 9, capability: 'slos' }),
      ],
      now,
    );
    play({
      backups: json(200, { statuses: [status('shop', { sequence: 4 })] }),
      slos: json(200, {
        statuses: [status('shop', { sequence: 8, capability: 'slos' })],
      }),
    });
    await sync.syncStatuses(signal);
    expect(await kept()).toEqual(['backups 4', 'slos 9']);
  });

  it('keeps the word of a tab that is down, and drops that of one that is gone', async () => {
    await store.saveStatuses(
      [status('shop'), status('shop', { capability: 'slos' })],
      now,
    );
    play({ backups: json(503, { error: { name: 'Error', message: 'x' } }) });
    await sync.syncStatuses(signal);
    expect(await kept()).toEqual(['backups 1', 'slos 1']);
    // Both have expired: the one that is down reads unknown, the one that is not installed nothing.
    now = new Date('2026-11-20T11:00:00.000Z');
    await sync.syncStatuses(signal);
    expect(await kept()).toEqual(['backups 1']);
  });

  it('follows the catalog', async () => {
    await sync.syncEntities();
    expect(await store.getEntity('component:default/shop')).toMatchObject({
      title: 'shop',
      kind: 'component',
      lifecycle: 'production',
    });
  });

  it('keeps the board when the catalog is empty', async () => {
    await sync.syncEntities();
    jest
      .spyOn(catalog, 'streamEntities')
      .mockImplementation(async function* none() {
        yield [];
      });
    await sync.syncEntities();
    expect(await store.getEntity('component:default/shop')).toBeDefined();
  });

  it('keeps the board when the catalog is down', async () => {
    await sync.syncEntities();
    jest.spyOn(catalog, 'streamEntities').mockImplementation(() => {
      throw new Error('catalog down');
    });
    await expect(sync.syncEntities()).rejects.toThrow('catalog down');
    expect(await store.getEntity('component:default/shop')).toBeDefined();
  });
});

describe('toBoardEntity', () => {
  it('takes what the table shows and filters by', () => {
    expect(
      toBoardEntity(
        component('shop', {
          metadata: {
            name: 'Shop',
            namespace: 'default',
            title: 'Web shop',
            annotations: { 'opsdeck.io/tier': 'critical' },
          },
          relations: [
            { type: 'ownedBy', targetRef: 'group:default/team' },
            { type: 'partOf', targetRef: 'system:default/web' },
          ],
        }),
      ),
    ).toEqual({
      entityRef: 'component:default/shop',
      title: 'Web shop',
      kind: 'component',
      owner: 'group:default/team',
      system: 'system:default/web',
      tier: 'critical',
      lifecycle: 'production',
    });
  });

  it('does without', () => {
    expect(
      toBoardEntity(component('shop', { spec: { lifecycle: { odd: true } } })),
    ).toMatchObject({ owner: null, system: null, tier: null, lifecycle: null });
  });
});
