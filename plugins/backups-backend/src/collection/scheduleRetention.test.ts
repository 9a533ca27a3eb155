import { mockServices } from '@backstage/backend-test-utils';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { DAY, NOW, record } from '../__testUtils__/records';
import { pruneBackups, scheduleRetention } from './scheduleRetention';

const SCOPE = { sourceId: 'aws-rds', scopeId: 'scope' };
const openStores = createTestStores();
const after = (days: number) => new Date(NOW.getTime() + days * DAY);

describe.each(DATABASES)('the retention of backups on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
    await stores.knex.transaction(trx =>
      stores.store.save(
        trx,
        SCOPE,
        [
          {
            entityRef: 'resource:default/orders',
            bindingNote: '',
            record: record('orders'),
          },
        ],
        NOW,
      ),
    );
  });

  const prune = (now: Date, signal = new AbortController().signal) =>
    pruneBackups(stores.store, now, signal);
  const counts = async () => [
    (await stores.knex('protected_resources')).length,
    (await stores.knex('protected_resources').whereNull('gone_at')).length,
    (await stores.knex('recovery_points')).length,
  ];

  it('keeps what was read lately, then as history, then not at all', async () => {
    await prune(after(30));
    await expect(counts()).resolves.toEqual([1, 1, 2]);
    await prune(after(31));
    await expect(counts()).resolves.toEqual([1, 0, 2]);
    await prune(after(431));
    await expect(counts()).resolves.toEqual([1, 0, 2]);
    await prune(after(432));
    await expect(counts()).resolves.toEqual([0, 0, 0]);
  });

  it('stops when it is told to', async () => {
    await prune(after(31));
    await prune(after(500), AbortSignal.abort());
    await expect(counts()).resolves.toEqual([1, 0, 2]);
  });

  it('runs once for all replicas', async () => {
    const scheduler = mockServices.scheduler.mock();
    await scheduleRetention({ store: stores.store, scheduler });
    expect(scheduler.scheduleTask).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'backups-retention', scope: 'global' }),
    );
  });
});
