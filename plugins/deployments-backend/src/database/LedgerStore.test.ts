import { setTimeout as sleep } from 'node:timers/promises';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import {
  DAY,
  HOUR,
  MINUTE,
  NOW,
  ORDERS,
  ago,
  attempt,
} from '../__testUtils__/records';
import { openDeploymentsDatabase } from './DeploymentsDatabase';
import { AttemptWrite, ScopeId } from './LedgerStore';
import { bindableOf } from './rows';

const KUBERNETES: ScopeId = { sourceId: 'kubernetes', scopeId: 'prod' };
const GITHUB: ScopeId = { sourceId: 'github', scopeId: 'acme/orders' };
const NOT_BEFORE = new Date(NOW.getTime() - 400 * DAY);

function write(
  key: string,
  overrides: Parameters<typeof attempt>[1] = {},
  placement: Partial<AttemptWrite> = {},
): AttemptWrite {
  return {
    entityRef: ORDERS,
    bindingNote: '',
    environmentId: 'production',
    attempt: attempt(key, overrides),
    ...placement,
  };
}

const openStores = createTestStores();

describe.each(DATABASES)('LedgerStore on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const save = (writes: AttemptWrite[], scope = KUBERNETES, now = NOW) =>
    stores.knex.transaction(trx =>
      stores.database.ledger.save(trx, scope, writes, {
        now,
        notBefore: NOT_BEFORE,
      }),
    );
  const list = (entityRef = ORDERS) =>
    stores.database.deployments.page(entityRef, {}, { limit: 100 });
  const dump = async () => ({
    reports: await stores.knex('deployment_reports').orderBy('report_key'),
    transitions: await stores.knex('deployment_transitions').orderBy('at'),
    deployments: await stores.knex('deployments').orderBy('started_at'),
  });

  it('opens tables that are there already, and leaves migrations to the operator', async () => {
    await save([write('a')]);
    const again = await openDeploymentsDatabase({
      getClient: async () => stores.knex,
      migrations: { skip: true },
    });
    await expect(
      again.deployments.page(ORDERS, {}, { limit: 9 }),
    ).resolves.toHaveLength(1);
  });

  it('changes nothing when a page is replayed, and says so', async () => {
    const page = [
      write('a', { history: historyOf('running', 'succeeded') }),
      write('b', { startedAt: ago(3 * HOUR) }),
    ];
    await expect(save(page)).resolves.toEqual([ORDERS]);
    const before = await dump();
    await expect(save(page)).resolves.toEqual([]);
    await expect(dump()).resolves.toEqual(before);
  });

  it('takes the last word when a page lists an attempt twice', async () => {
    await save([write('a', { author: 'ben' }), write('a', { author: 'ana' })]);
    await expect(list()).resolves.toMatchObject([{ author: 'ana' }]);
  });

  it('remembers what the provider forgets', async () => {
    await save([
      write('a', {
        status: 'failed',
        providerState: 'ProgressDeadlineExceeded',
      }),
    ]);
    await save([
      write('a', {
        status: 'superseded',
        providerState: 'Replaced',
        startedAt: null,
        finishedAt: null,
        author: null,
      }),
    ]);
    await expect(list()).resolves.toMatchObject([
      { status: 'failed', author: 'ana', startedAt: ago(HOUR) },
    ]);
  });

  it('leaves out what has no place in time, and what retention would delete', async () => {
    await save([
      write('undated', { startedAt: null, finishedAt: null }),
      write('ancient', { startedAt: ago(401 * DAY) }),
    ]);
    await expect(list()).resolves.toEqual([]);
  });

  it('stores each status change once', async () => {
    const step = (status: 'running' | 'succeeded', now: Date) =>
      save(
        [write('a', { status, providerState: status, finishedAt: null })],
        KUBERNETES,
        now,
      );
    await step('running', NOW);
    await step('running', new Date(NOW.getTime() + MINUTE));
    await step('succeeded', new Date(NOW.getTime() + 2 * MINUTE));
    await step('succeeded', new Date(NOW.getTime() + 3 * MINUTE));
    const { transitions } = await dump();
    expect(transitions.map(({ at, status }) => [at, status])).toEqual([
      [ago(HOUR), 'running'],
      [ago(-2 * MINUTE), 'succeeded'],
    ]);
  });

  describe('two sources that report one deployment', () => {
    const kubernetes = write('k');
    const github = write('g', {
      startedAt: ago(HOUR + 2 * MINUTE),
      author: 'ben',
      environmentFacts: { githubEnvironment: 'production' },
    });

    it.each([
      ['the one first', [kubernetes, KUBERNETES, github, GITHUB] as const],
      ['the other first', [github, GITHUB, kubernetes, KUBERNETES] as const],
    ])('are one row, %s', async (_name, [first, scope, second, otherScope]) => {
      await save([first], scope);
      await save([second], otherScope);
      const [only, ...others] = await list();
      expect(others).toEqual([]);
      expect(only).toMatchObject({
        author: 'ben',
        startedAt: ago(HOUR + 2 * MINUTE),
        sources: [{ sourceId: 'github' }, { sourceId: 'kubernetes' }],
      });
      await expect(
        stores.database.deployments.reports(only.id),
      ).resolves.toMatchObject([
        { sourceId: 'github', scopeId: 'acme/orders' },
        { sourceId: 'kubernetes', scopeId: 'prod' },
      ]);
    });

    it('are one row also when both are written at the same time', async () => {
      let second: Promise<unknown> = Promise.resolve();
      await stores.knex.transaction(async trx => {
        await stores.database.ledger.save(trx, KUBERNETES, [kubernetes], {
          now: NOW,
          notBefore: NOT_BEFORE,
        });
        second = save([github], GITHUB);
        // The other one must wait for this transaction, not overtake it.
        await sleep(200);
      });
      await second;
      await expect(list()).resolves.toHaveLength(1);
    });

    it('are two rows for different releases, environments and times', async () => {
      await save([kubernetes]);
      const other = (
        key: string,
        change: Parameters<typeof attempt>[1],
        env?: string,
      ) =>
        write(
          key,
          { ...change, environmentFacts: { githubEnvironment: 'x' } },
          { environmentId: env ?? 'production' },
        );
      await save(
        [
          other('release', {
            artifact: { version: '1.43.0', digest: null, image: null },
          }),
          other('environment', {}, 'staging'),
          other('time', {
            startedAt: ago(9 * HOUR),
            finishedAt: ago(8 * HOUR),
          }),
        ],
        GITHUB,
      );
      await expect(list()).resolves.toHaveLength(4);
    });

    it('stay apart where no environment is known', async () => {
      await save([{ ...kubernetes, environmentId: null }]);
      await save([{ ...github, environmentId: null }], GITHUB);
      await expect(list()).resolves.toHaveLength(2);
    });

    it('keep their id while reports come and go', async () => {
      await save([kubernetes]);
      const [{ id }] = await list();
      await save([github], GITHUB);
      // GitHub's report turns out to be about another release.
      await save(
        [
          write('g', {
            artifact: { version: '2.0.0', digest: null, image: null },
          }),
        ],
        GITHUB,
      );
      const deployments = await list();
      expect(deployments).toHaveLength(2);
      expect(
        deployments.find(deployment => deployment.id === id),
      ).toMatchObject({ sources: [{ sourceId: 'kubernetes' }] });
    });
  });

  it('gives attempts to the entity that claims them later, grouped', async () => {
    const unbound = { entityRef: null, bindingNote: 'nobody' };
    await save([write('k', {}, unbound)]);
    await save([write('g', {}, unbound)], GITHUB);
    await save([write('x', { bindings: [] }, unbound)]);
    await expect(list()).resolves.toEqual([]);

    const { ledger } = stores.database;
    const waiting = await ledger.unbound();
    expect(waiting.map(bindableOf)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ bindings: [] }),
        expect.objectContaining({
          bindings: [
            { annotation: 'backstage.io/kubernetes-id', value: 'orders' },
          ],
        }),
      ]),
    );
    expect(waiting).toHaveLength(2);
    const named = waiting.filter(row => row.binding_keys !== '[]');
    await ledger.bind(named[0], ORDERS, 'kubernetes-id', NOW);
    await expect(list()).resolves.toMatchObject([
      { sources: [{ sourceId: 'github' }, { sourceId: 'kubernetes' }] },
    ]);
    await expect(ledger.unbound()).resolves.toMatchObject([
      { binding_keys: '[]' },
    ]);
  });

  it('moves attempts with their entity', async () => {
    await save([write('a')]);
    const [{ id }] = await list();
    const other = 'component:default/shop';
    await expect(save([write('a', {}, { entityRef: other })])).resolves.toEqual(
      [ORDERS, other],
    );
    await expect(list()).resolves.toEqual([]);
    await expect(list(other)).resolves.toMatchObject([{ id }]);

    await save([write('a', {}, { entityRef: null })]);
    await expect(list(other)).resolves.toEqual([]);
    const { deployments, reports } = await dump();
    expect(deployments).toEqual([]);
    expect(reports).toMatchObject([{ deployment_id: null }]);
  });

  it('counts a place for another environment when the configuration changes', async () => {
    await save([write('k')]);
    await save(
      [
        write(
          'g',
          { environmentFacts: { githubEnvironment: 'live' } },
          { environmentId: null },
        ),
      ],
      GITHUB,
    );
    await expect(list()).resolves.toHaveLength(2);
    const { ledger } = stores.database;
    const facts = JSON.stringify({ githubEnvironment: 'live' });
    await expect(ledger.places()).resolves.toEqual(
      expect.arrayContaining([
        { environment_facts: facts, environment_id: null },
      ]),
    );
    await expect(ledger.mapPlace(facts, 'production', NOW)).resolves.toEqual([
      ORDERS,
    ]);
    await expect(list()).resolves.toHaveLength(1);
    await expect(ledger.mapPlace(facts, null, NOW)).resolves.toEqual([ORDERS]);
    await expect(list()).resolves.toHaveLength(2);
    await expect(ledger.mapPlace(facts, null, NOW)).resolves.toEqual([]);
  });

  it('moves more attempts than fit one transaction', async () => {
    const unbound = { entityRef: null, bindingNote: 'nobody' };
    await save(
      Array.from({ length: 450 }, (_, n) =>
        write(`a-${n}`, { startedAt: ago(n * HOUR) }, unbound),
      ),
    );
    const { ledger } = stores.database;
    const [keys] = await ledger.unbound();
    await ledger.bind(keys, ORDERS, 'kubernetes-id', NOW);
    const { deployments } = await dump();
    expect(deployments).toHaveLength(450);
  }, 60_000);

  it('counts bound and unbound attempts of a scope', async () => {
    await save([write('a'), write('b', {}, { entityRef: null })]);
    await save([write('c')], GITHUB);
    await expect(
      stores.knex.transaction(trx =>
        stores.database.ledger.countBindings(trx, KUBERNETES),
      ),
    ).resolves.toEqual({ total: 2, bound: 1 });
  });
});

function historyOf(...statuses: ('running' | 'succeeded')[]) {
  return statuses.map((status, index) => ({
    status,
    providerState: status,
    at: ago(HOUR - index * MINUTE),
    note: null,
  }));
}
