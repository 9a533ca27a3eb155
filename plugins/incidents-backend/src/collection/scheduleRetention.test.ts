import { mockServices } from '@backstage/backend-test-utils';
import {
  DAY,
  NOW,
  alert,
  arrived,
  at,
  delivery,
} from '../__testUtils__/alerts';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { Workbench } from '../__testUtils__/workbench';
import { pruneIncidents, scheduleRetention } from './scheduleRetention';

const openStores = createTestStores();
const after = (days: number) => new Date(NOW.getTime() + days * DAY);

describe.each(DATABASES)('the retention of incidents on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
    const bench = new Workbench(stores);
    await bench.message([alert('a'), alert('b', { severity: 'info' })]);
    const end = { state: 'resolved' as const, endsAt: at(1) };
    await bench.message([
      alert('a', end),
      alert('b', { ...end, severity: 'info' }),
    ]);
    await stores.inbox.add(arrived(delivery([]), NOW), NOW);
    await bench.work();
  });

  const prune = (now: Date, signal = new AbortController().signal) =>
    pruneIncidents(stores, now, signal);
  const close = () =>
    stores.knex('incidents').update({ open: false, state: 'resolved' });
  const counts = () =>
    Promise.all(
      ['incidents', 'incident_events', 'alerts', 'webhook_deliveries'].map(
        async table => (await stores.knex(table)).length,
      ),
    );

  it('keeps deliveries a month, alerts a quarter, incidents three years', async () => {
    await close();
    await prune(after(29));
    await expect(counts()).resolves.toEqual([1, 4, 2, 1]);
    await prune(after(31));
    await expect(counts()).resolves.toEqual([1, 4, 2, 0]);
    await prune(after(91));
    await expect(counts()).resolves.toEqual([1, 4, 1, 0]);
    await prune(after(1_095));
    await expect(counts()).resolves.toEqual([1, 4, 1, 0]);
    await prune(after(1_097));
    await expect(counts()).resolves.toEqual([0, 0, 0, 0]);
  });

  it('never deletes an incident that is open', async () => {
    await prune(after(5_000));
    await expect(counts()).resolves.toEqual([1, 4, 1, 0]);
  });

  it('stops when it is told to', async () => {
    await close();
    await prune(after(5_000), AbortSignal.abort());
    await expect(counts()).resolves.toEqual([1, 4, 2, 1]);
  });

  it('runs once for all replicas', async () => {
    const scheduler = mockServices.scheduler.mock();
    await scheduleRetention({ ...stores, scheduler });
    expect(scheduler.scheduleTask).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'incidents-retention', scope: 'global' }),
    );
  });
});
