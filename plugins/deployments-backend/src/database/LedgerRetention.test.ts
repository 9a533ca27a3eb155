import { pruneLedger } from '../collection/scheduleRetention';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import {
  DAY,
  NOW,
  ORDERS,
  ago,
  attempt,
  running,
} from '../__testUtils__/records';

const SCOPE = { sourceId: 'kubernetes', scopeId: 'prod' };
const at = (daysAgo: number) => new Date(NOW.getTime() - daysAgo * DAY);

const openStores = createTestStores();

describe.each(DATABASES)('LedgerRetention on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const saveAttempts = (
    attempts: ReturnType<typeof attempt>[],
    entityRef: string | null = ORDERS,
    environmentId = 'production',
  ) =>
    stores.knex.transaction(trx =>
      stores.database.ledger.save(
        trx,
        SCOPE,
        attempts.map(one => ({
          entityRef,
          bindingNote: '',
          environmentId,
          attempt: one,
        })),
        { now: NOW, notBefore: new Date(0) },
      ),
    );
  const saveRunning = (
    key: string,
    seen: Date,
    entityRef: string | null = ORDERS,
  ) =>
    stores.knex.transaction(trx =>
      stores.database.running.save(
        trx,
        SCOPE,
        [
          {
            entityRef,
            bindingNote: '',
            environmentId: 'production',
            running: running(key),
          },
        ],
        seen,
      ),
    );
  const removeAll = (when: Date) =>
    stores.knex.transaction(trx =>
      stores.database.running.retireUnseen(trx, SCOPE, when, when),
    );
  const old = (key: string, days: number, status = 'superseded') =>
    attempt(key, {
      startedAt: ago(days * DAY),
      finishedAt: ago(days * DAY),
      status: status as 'superseded',
    });
  const prune = () =>
    pruneLedger(
      { retention: stores.database.retention, retentionDays: 400 },
      NOW,
      new AbortController().signal,
    );
  const keys = async (table: string, column: string) =>
    (await stores.knex(table).orderBy(column)).map(row => row[column]);

  it('deletes old deployments with their reports and transitions', async () => {
    await saveAttempts([old('a', 500), old('b', 450), old('c', 10)]);
    await prune();
    await expect(keys('deployment_reports', 'report_key')).resolves.toEqual([
      'c',
    ]);
    await expect(keys('deployment_transitions', 'report_key')).resolves.toEqual(
      ['c'],
    );
    await expect(stores.knex('deployments')).resolves.toHaveLength(1);
  });

  it('keeps the last that came to run in an environment, however old', async () => {
    await saveAttempts([
      old('first', 800),
      old('last', 700, 'succeeded'),
      old('failed later', 600, 'failed'),
    ]);
    await saveAttempts([old('staging', 900)], ORDERS, 'staging');
    await saveAttempts([old('other', 900)], 'component:default/other');
    await prune();
    await expect(keys('deployment_reports', 'report_key')).resolves.toEqual([
      'failed later',
      'last',
      'other',
      'staging',
    ]);
  });

  it('deletes old reports that nobody claims', async () => {
    await saveAttempts([old('a', 500), old('b', 10)], null);
    await prune();
    await expect(keys('deployment_reports', 'report_key')).resolves.toEqual([
      'b',
    ]);
  });

  it('deletes in chunks until nothing is left to delete', async () => {
    await saveAttempts(
      Array.from({ length: 7 }, (_, n) => old(`a-${n}`, 500 + n)),
    );
    const { retention } = stores.database;
    const counts = [];
    for (let n = 0; n < 4; n++) {
      counts.push(await retention.pruneDeployments(at(400), 3));
    }
    expect(counts).toEqual([3, 3, 0, 0]);
  });

  it('forgets workloads that no reading confirmed for a month', async () => {
    await saveRunning('unread', at(31));
    await saveRunning('read', at(29));
    await prune();
    await expect(keys('running_versions', 'workload_key')).resolves.toEqual([
      'read',
    ]);
  });

  it('deletes workloads long removed, but not the reason why nothing runs', async () => {
    await saveRunning('first', at(500));
    await removeAll(at(490));
    await saveRunning('last', at(480));
    await saveRunning('nobody', at(480), null);
    await removeAll(at(470));
    await prune();
    await expect(keys('running_versions', 'workload_key')).resolves.toEqual([
      'last',
    ]);
  });
});
