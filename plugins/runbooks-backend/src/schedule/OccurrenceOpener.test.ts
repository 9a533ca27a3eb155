import { mockServices } from '@backstage/backend-test-utils';
import { openConnections } from '@opsdeck/backstage-plugin-operations-node/testing';
import {
  RunbookRecord,
  dueState,
} from '@opsdeck/backstage-plugin-runbooks-common';
import createKnex from 'knex';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { DANA, person, startRun } from '../__testUtils__/runs';
import { DAILY, NOW, SHOP, later, recordOf } from '../__testUtils__/runbooks';
import { BusinessCalendars } from '../calendar/BusinessCalendars';
import { ConfiguredCalendar } from '../config/readRunbooksConfig';
import { openDatabase } from '../database/openDatabase';
import { OccurrenceOpener } from './OccurrenceOpener';

const WITHOUT_CADENCE = DAILY.replace('FREQ=DAILY', 'none');
const openStores = createTestStores();

describe.each(DATABASES)('the opening of occurrences on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const save = (record: RunbookRecord, now = NOW) =>
    stores.knex.transaction(trx => stores.documents.save(trx, record, now));
  const open = (now: Date, configured: ConfiguredCalendar[] = []) =>
    new OccurrenceOpener({
      ...stores,
      calendars: new BusinessCalendars(configured, stores.calendars),
      statuses: stores.collection.statuses,
      logger: mockServices.logger.mock(),
      clock: () => now,
    }).openDue(new AbortController().signal);
  const rows = () =>
    stores.knex('occurrences').orderBy('scheduled_at').pluck('scheduled_at');
  /** Names, and since when they are withdrawn. */
  const standing = async () =>
    (await stores.knex('occurrences').orderBy('scheduled_at')).map(row => [
      row.scheduled_at,
      row.withdrawn_at,
    ]);

  it('opens today’s, whose time is not over, and none from before', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    await open(NOW);
    await expect(rows()).resolves.toEqual(['2026-11-20T14:00:00.000Z']);
    await expect(stores.collection.statuses.due(NOW, 10)).resolves.toEqual([
      SHOP,
    ]);
  });

  it('does not blame anyone for what was due before the checklist was seen', async () => {
    await save(recordOf({ 'a.md': DAILY }), later(3));
    await open(later(3));
    await expect(rows()).resolves.toEqual([]);
    await open(later(13));
    await expect(rows()).resolves.toEqual(['2026-11-21T14:00:00.000Z']);
  });

  it('loses none over a downtime, and opens each once for all replicas', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    await open(NOW);
    await Promise.all([open(later(75)), open(later(75)), open(later(75))]);
    await open(later(75));
    await expect(rows()).resolves.toEqual([
      '2026-11-20T14:00:00.000Z',
      '2026-11-21T14:00:00.000Z',
      '2026-11-22T14:00:00.000Z',
      '2026-11-23T14:00:00.000Z',
    ]);
    const newest = await stores.occurrences.newest(SHOP);
    expect([...newest.values()][0].map(each => each.scheduledAt)).toEqual([
      '2026-11-23T14:00:00.000Z',
      '2026-11-22T14:00:00.000Z',
    ]);
  });

  it('looks at a checklist again only when its next one opens', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    await open(NOW);
    await expect(stores.documents.listOpening(later(11), 9)).resolves.toEqual(
      [],
    );
    await expect(
      stores.documents.listOpening(later(12), 9),
    ).resolves.toHaveLength(1);
  });

  it('follows a new cadence at once', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    await open(NOW);
    await save(
      recordOf({ 'a.md': DAILY.replace("'14:00'", "'16:00'") }),
      later(1),
    );
    await open(later(1));
    await expect(standing()).resolves.toEqual([
      ['2026-11-20T14:00:00.000Z', later(1).toISOString()],
      ['2026-11-20T16:00:00.000Z', null],
    ]);
    // It cannot be started any more, and says nothing of how the checklist stands.
    const newest = await stores.occurrences.newest(SHOP);
    expect([...newest.values()]).toMatchObject([
      [{ scheduledAt: '2026-11-20T16:00:00.000Z' }],
    ]);
    const [{ id }] = await stores.documents.listChecklists(SHOP);
    await expect(
      startRun(stores, id, '2026-11-20T14:00:00.000Z'),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await save(recordOf({ 'a.md': DAILY }), later(1.5));
    await open(later(1.5));
    await expect(standing()).resolves.toEqual([
      ['2026-11-20T14:00:00.000Z', null],
      ['2026-11-20T16:00:00.000Z', later(1.5).toISOString()],
    ]);
  });

  it('takes nothing back that has been due, nor what somebody works through', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    await open(NOW);
    await save(recordOf({ 'a.md': WITHOUT_CADENCE }), later(3));
    await open(later(3));
    await expect(standing()).resolves.toEqual([
      ['2026-11-20T14:00:00.000Z', null],
    ]);

    await save(recordOf({ 'a.md': DAILY }), later(13));
    await open(later(13));
    const [{ id }] = await stores.documents.listChecklists(SHOP);
    await startRun(stores, id, '2026-11-21T14:00:00.000Z');
    await save(recordOf({ 'a.md': WITHOUT_CADENCE }), later(14));
    await open(later(14));
    await expect(standing()).resolves.toContainEqual([
      '2026-11-21T14:00:00.000Z',
      null,
    ]);
  });

  it('lets the latest missed one be caught up with, and keeps older ones as missed', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    // Nothing has run from Friday noon to early on Monday.
    await open(later(63));
    const [checklist] = await stores.documents.listChecklists(SHOP);
    const start = (scheduledAt: string) =>
      stores.runs.start(checklist, {
        scheduledAt,
        actor: person(DANA),
        now: later(63),
      });
    const states = (await stores.occurrences.newest(SHOP)).get(checklist.id);
    expect(states?.map(each => dueState(each, later(63)))).toEqual([
      'due',
      'missed',
    ]);
    await expect(start('2026-11-21T14:00:00.000Z')).rejects.toThrow(
      /was missed at .* stays on record/,
    );
    // The refused claim has left nothing behind.
    await expect(
      stores.knex('occurrences').whereNotNull('run_id'),
    ).resolves.toEqual([]);
    const runId = await start('2026-11-23T14:00:00.000Z');
    await stores.runs.change(runId, writer =>
      writer.end('finished', person(DANA), later(64)),
    );
    await expect(
      stores.knex('occurrences').orderBy('scheduled_at').pluck('done_at'),
    ).resolves.toEqual([null, null, null, later(64).toISOString()]);
  });

  it('does not let a plan of an older version overwrite a newer one', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    const [old] = await stores.documents.listOpening(NOW, 9);
    await save(
      recordOf({ 'a.md': DAILY.replace("'14:00'", "'16:00'") }),
      later(1),
    );
    await expect(
      stores.documents.setOpening(stores.knex, old, {
        openedUntil: NOW,
        nextOpenAt: null,
      }),
    ).resolves.toBe(false);
    await expect(
      stores.documents.listOpening(later(1), 9),
    ).resolves.toHaveLength(1);
  });

  it('opens each once and lets one claim each, from two processes at once', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    // SQLite means one process; on PostgreSQL each has connections of its own.
    const other =
      databaseId === 'SQLITE_3'
        ? stores.knex
        : createKnex(stores.knex.client.config);
    const second = {
      ...(await openDatabase({ getClient: async () => other })),
      collection: stores.collection,
    };
    try {
      await openConnections(stores.knex);
      await openConnections(other);
      const opener = (from: TestStores) =>
        new OccurrenceOpener({
          ...from,
          calendars: new BusinessCalendars([], from.calendars),
          statuses: from.collection.statuses,
          logger: mockServices.logger.mock(),
          clock: () => later(75),
        }).openDue(new AbortController().signal);
      await Promise.all(
        [stores, second, stores, second].map(from => opener(from)),
      );
      await expect(rows()).resolves.toHaveLength(4);

      const [{ id }] = await stores.documents.listChecklists(SHOP);
      const starts = await Promise.allSettled(
        [stores, second, stores, second].map(from =>
          startRun(from, id, '2026-11-23T14:00:00.000Z'),
        ),
      );
      expect(starts.map(({ status }) => status).sort()).toEqual([
        'fulfilled',
        'rejected',
        'rejected',
        'rejected',
      ]);
      await expect(stores.knex('runs')).resolves.toHaveLength(1);
    } finally {
      if (other !== stores.knex) await other.destroy();
    }
  });

  describe('with a calendar', () => {
    const WEEKLY = DAILY.replace(
      'FREQ=DAILY',
      'FREQ=WEEKLY;BYDAY=FR\ncalendar: office\nonHoliday: next\nwindow: P3D',
    );
    const office = (...dates: string[]): ConfiguredCalendar[] => [
      { name: 'office', dates, weekdays: [0, 6], url: undefined },
    ];

    it('moves what is open when its day becomes a holiday, and back again', async () => {
      await save(recordOf({ 'a.md': WEEKLY }), later(-24));
      await stores.calendars.configure(office());
      await open(later(-24), office());
      const due = () =>
        stores
          .knex('occurrences')
          .select('scheduled_at', 'due_at', 'moved_from');
      const friday = '2026-11-20T14:00:00.000Z';
      await expect(due()).resolves.toEqual([
        { scheduled_at: friday, due_at: friday, moved_from: null },
      ]);

      await stores.calendars.configure(office('2026-11-20'));
      await open(later(-23), office('2026-11-20'));
      // Monday is after the weekend; its window is not open yet.
      await expect(standing()).resolves.toEqual([
        [friday, later(-23).toISOString()],
      ]);
      await open(later(4), office('2026-11-20'));
      await expect(due()).resolves.toEqual([
        {
          scheduled_at: friday,
          due_at: '2026-11-23T14:00:00.000Z',
          moved_from: friday,
        },
      ]);
      await expect(standing()).resolves.toEqual([[friday, null]]);
    });

    it('asks again only when something of the calendar has changed', async () => {
      await save(recordOf({ 'a.md': WEEKLY }));
      await stores.calendars.configure(office());
      await open(NOW, office());
      const waiting = () => stores.documents.listOpening(NOW, 9);
      await stores.calendars.configure(office());
      await expect(waiting()).resolves.toHaveLength(0);
      await stores.calendars.configure(office('2026-12-25'));
      await expect(waiting()).resolves.toHaveLength(1);
      await open(NOW, office('2026-12-25'));
      await stores.calendars.configure([]);
      await expect(waiting()).resolves.toHaveLength(1);
    });
  });

  it('opens nothing for a cadence that cannot be used', async () => {
    const record = recordOf({ 'a.md': DAILY });
    record.documents[0].checklists[0].cadence = 'FREQ=DAILY;COUNT=3';
    await save(record);
    await open(NOW);
    await expect(rows()).resolves.toEqual([]);
    await expect(stores.documents.listOpening(later(99), 9)).resolves.toEqual(
      [],
    );
  });
});
