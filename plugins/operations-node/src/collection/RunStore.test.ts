import { Knex } from 'knex';
import { TestClock } from '../__testUtils__/TestClock';
import { bothTestDatabases } from '../testing';
import { createCollectionStore } from './CollectionStore';
import { RunStore } from './RunStore';
import { Lease } from './ScopeStore';

const lease = (runId: string, number: number, scopeId = 'a'): Lease => ({
  sourceId: 's',
  scope: { id: scopeId, title: scopeId, attributes: {} },
  number,
  runId,
  sweepStartedAt: new Date(),
  consecutiveFailures: 0,
});

const databases = bothTestDatabases();

describe.each(databases.eachSupportedId())('RunStore on %s', databaseId => {
  let clock: TestClock;
  let knex: Knex;
  let runs: RunStore;
  let finish: (runId: string) => Promise<void>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    clock = new TestClock();
    ({ runs } = await createCollectionStore({ getClient: async () => knex }));
    finish = runId =>
      runs.finish(knex, runId, {
        finishedAt: clock.read(),
        outcome: 'partial',
        records: 3,
        rejected: 1,
        calls: 4,
        failure: { kind: 'timeout', message: 'too slow', at: '' },
      });
  });

  it('tells how each run went, newest first', async () => {
    await runs.start(knex, lease('r1', 1), clock.read());
    clock.advance({ minutes: 1 });
    await finish('r1');
    await runs.start(knex, lease('r2', 2), clock.read());
    expect(await runs.history('s', 'a', 10)).toEqual([
      expect.objectContaining({
        id: 'r2',
        outcome: 'running',
        finishedAt: null,
        failure: null,
      }),
      {
        id: 'r1',
        startedAt: '2026-11-20T10:00:00.000Z',
        finishedAt: '2026-11-20T10:01:00.000Z',
        outcome: 'partial',
        records: 3,
        rejected: 1,
        calls: 4,
        failure: {
          kind: 'timeout',
          message: 'too slow',
          at: '2026-11-20T10:01:00.000Z',
        },
      },
    ]);
    expect((await runs.byIds(['r1', 'none'])).size).toBe(1);
    expect(await runs.byIds([])).toEqual(new Map());
  });

  it('closes a run that never ended as lost, of the same scope only', async () => {
    await runs.start(knex, lease('dead', 1), clock.read());
    await runs.start(knex, lease('elsewhere', 1, 'b'), clock.read());
    clock.advance({ minutes: 2 });
    await runs.start(knex, lease('next', 2), clock.read());
    const byId = await runs.byIds(['dead', 'elsewhere', 'next']);
    expect(byId.get('dead')).toMatchObject({
      outcome: 'lost',
      finishedAt: '2026-11-20T10:02:00.000Z',
    });
    expect(byId.get('elsewhere')?.outcome).toBe('running');
    expect(byId.get('next')?.outcome).toBe('running');
  });

  it('prunes the oldest in chunks, also those that never ended', async () => {
    for (const id of ['r1', 'r2', 'r3', 'r4']) {
      await runs.start(knex, lease(id, 1, id), clock.read());
      clock.advance({ minutes: 1 });
    }
    await finish('r1');
    const before = new Date('2026-11-20T10:03:00.000Z');
    expect(await runs.prune(before, 2)).toBe(2);
    expect(await runs.prune(before, 2)).toBe(1);
    expect(await runs.prune(before, 2)).toBe(0);
    const left = await runs.byIds(['r1', 'r2', 'r3', 'r4']);
    expect([...left.keys()]).toEqual(['r4']);
  });
});
