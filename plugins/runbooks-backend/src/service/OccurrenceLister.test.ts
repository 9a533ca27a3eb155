import { mockServices } from '@backstage/backend-test-utils';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { NOW, SHOP, later } from '../__testUtils__/runbooks';
import { DANA, adopt, person, startRun } from '../__testUtils__/runs';
import { BusinessCalendars } from '../calendar/BusinessCalendars';
import { OccurrenceOpener } from '../schedule/OccurrenceOpener';
import { OccurrenceLister } from './OccurrenceLister';

const openStores = createTestStores();

describe.each(DATABASES)('the list of occurrences on %s', databaseId => {
  let stores: TestStores;
  let daily: string;
  beforeEach(async () => {
    stores = await openStores(databaseId);
    daily = (await adopt(stores)).daily;
    await new OccurrenceOpener({
      ...stores,
      calendars: new BusinessCalendars([], stores.calendars),
      statuses: stores.collection.statuses,
      logger: mockServices.logger.mock(),
      clock: () => later(48),
    }).openDue(new AbortController().signal);
  });

  const list = (more: object = {}, now = later(48)) =>
    new OccurrenceLister({
      stores,
      calendars: new BusinessCalendars([], stores.calendars),
    }).list(
      SHOP,
      {
        from: NOW.toISOString(),
        to: later(24 * 4).toISOString(),
        limit: 100,
        ...more,
      },
      now,
    );

  it('tells missed, overdue, due and upcoming with their exact instants', async () => {
    const { items, completeUntil } = await list({}, later(51));
    expect(items.map(({ state, dueAt }) => [state, dueAt])).toEqual([
      ['missed', '2026-11-20T14:00:00.000Z'],
      ['missed', '2026-11-21T14:00:00.000Z'],
      ['overdue', '2026-11-22T14:00:00.000Z'],
      ['upcoming', '2026-11-23T14:00:00.000Z'],
    ]);
    expect(items[3]).toEqual({
      checklistId: daily,
      title: 'Daily checks',
      zone: 'UTC',
      state: 'upcoming',
      scheduledAt: '2026-11-23T14:00:00.000Z',
      opensAt: '2026-11-23T00:00:00.000Z',
      dueAt: '2026-11-23T14:00:00.000Z',
      missedAt: '2026-11-24T02:00:00.000Z',
      movedFrom: null,
      doneAt: null,
      runId: null,
    });
    expect(completeUntil).toBe(later(96).toISOString());
    expect((await list()).items[2].state).toBe('due');
  });

  it('shows that a run started from an occurrence completes it', async () => {
    const run = await startRun(stores, daily, '2026-11-22T14:00:00.000Z');
    const third = async () => (await list()).items[2];
    await expect(third()).resolves.toMatchObject({
      state: 'due',
      runId: run.id,
    });
    await stores.runs.change(run.id, writer =>
      writer.end('finished', person(DANA), later(49)),
    );
    await expect(third()).resolves.toMatchObject({
      state: 'done',
      doneAt: later(49).toISOString(),
    });
  });

  it('says up to when it is complete where there are more than asked for', async () => {
    for (const limit of [1, 2, 3]) {
      const { items, completeUntil } = await list({ limit });
      expect(items).toHaveLength(limit);
      const rest = await list({ from: completeUntil });
      expect([...items, ...rest.items]).toEqual((await list()).items);
    }
  });

  it('lists one checklist alone', async () => {
    expect((await list({ checklistId: 'other' })).items).toEqual([]);
    expect((await list({ checklistId: daily })).items).toHaveLength(4);
  });
});
