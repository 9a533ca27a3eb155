import { Readable } from 'node:stream';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { NotModifiedError } from '@backstage/errors';
import { Collector } from '@opsdeck/backstage-plugin-operations-node';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { DAILY, NOW, recordOf } from '../__testUtils__/runbooks';
import { SinksBySource } from '../collection/SinksBySource';
import { ConfiguredCalendar } from '../config/readRunbooksConfig';
import { BusinessCalendars } from './BusinessCalendars';
import { CalendarSink } from './CalendarSink';
import {
  CALENDAR_SOURCE,
  CalendarRecord,
  CalendarSource,
} from './CalendarSource';

const openStores = createTestStores();
const URL = 'https://calendars.example.com/office.ics';
const OFFICE: ConfiguredCalendar = {
  name: 'office',
  dates: ['2026-12-24'],
  weekdays: [],
  url: URL,
};

const ics = (date: string) =>
  [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    `DTSTART;VALUE=DATE:${date}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');

describe.each(DATABASES)('calendars on %s', databaseId => {
  let stores: TestStores;
  let served: { text: string; etag: string } | Error;
  const asked: (string | undefined)[] = [];
  const readUrl: UrlReaderService['readUrl'] = async (url, options) => {
    expect(url).toBe(URL);
    asked.push(options?.etag);
    if (served instanceof Error) throw served;
    const { text, etag } = served;
    if (options?.etag === etag) throw new NotModifiedError();
    return {
      etag,
      buffer: async () => Buffer.from(text),
      stream: () => Readable.from([text]),
    };
  };

  beforeEach(async () => {
    stores = await openStores(databaseId);
    await stores.calendars.configure([OFFICE]);
    served = { text: ics('20261225'), etag: 'one' };
    asked.length = 0;
  });

  const collect = async () => {
    const source = new CalendarSource({
      calendars: [OFFICE],
      store: stores.calendars,
      urlReader: { ...mockServices.urlReader.mock(), readUrl },
      cadence: 'PT6H',
    });
    const collector = new Collector<CalendarRecord>({
      source,
      sink: new SinksBySource({
        [CALENDAR_SOURCE]: new CalendarSink(stores.calendars),
      }),
      store: stores.collection,
      logger: mockServices.logger.mock(),
    });
    const { signal } = new AbortController();
    await collector.syncScopes(signal);
    await stores.knex('source_scopes').update({
      next_due_at: new Date().toISOString(),
    });
    await collector.collectDue(signal);
    const [scope] = await stores.collection.scopes.list([source.id]);
    return scope;
  };
  const holidays = async () => {
    const lookup = await new BusinessCalendars(
      [OFFICE],
      stores.calendars,
    ).load();
    const { calendar, problem } = lookup({ calendar: 'office' });
    const days = ['2026-12-24', '2026-12-25', '2026-12-31'];
    return {
      days: days.filter(day => calendar?.has(Date.parse(day) / 86_400_000)),
      problem,
    };
  };

  it('says what is missing while the file was never read', async () => {
    await expect(holidays()).resolves.toEqual({
      days: ['2026-12-24'],
      problem: expect.stringContaining('was not read yet'),
    });
    const lookup = await new BusinessCalendars([], stores.calendars).load();
    expect(lookup({ calendar: 'spain' })).toEqual({
      calendar: undefined,
      problem: expect.stringContaining('no calendar "spain"'),
    });
    expect(lookup(undefined)).toEqual({ calendar: undefined, problem: null });
  });

  it('reads the file, and again only when it has changed', async () => {
    await expect(collect()).resolves.toMatchObject({ failure_kind: null });
    await expect(holidays()).resolves.toEqual({
      days: ['2026-12-24', '2026-12-25'],
      problem: null,
    });
    await expect(collect()).resolves.toMatchObject({ failure_kind: null });
    served = { text: ics('20261231'), etag: 'two' };
    await collect();
    expect(asked).toEqual([undefined, 'one', 'one']);
    await expect(holidays()).resolves.toMatchObject({
      days: ['2026-12-24', '2026-12-31'],
    });
  });

  it('learns in a running process that another has read a new file', async () => {
    const calendars = new BusinessCalendars([OFFICE], stores.calendars);
    const has = async () =>
      (await calendars.load())({ calendar: 'office' }).calendar?.has(
        Date.parse('2026-12-25') / 86_400_000,
      );
    await expect(has()).resolves.toBe(false);
    await collect();
    await expect(has()).resolves.toBe(true);
  });

  it.each([
    ['cannot be reached', new Error('connect ECONNREFUSED')],
    ['is no calendar', { text: '<html>Sign in</html>', etag: 'three' }],
    [
      'is broken',
      { text: ics('20261231').replace('END:VEVENT\r\n', ''), etag: 'four' },
    ],
  ])('keeps the last good file when the new one %s', async (_how, bad) => {
    await collect();
    served = bad;
    const scope = await collect();
    expect(scope.failure_kind).not.toBeNull();
    await expect(holidays()).resolves.toEqual({
      days: ['2026-12-24', '2026-12-25'],
      problem: null,
    });
  });

  it('has the checklists that heed it planned anew, and no others', async () => {
    await stores.knex.transaction(trx =>
      stores.documents.save(
        trx,
        recordOf({
          'a.md': DAILY.replace('zone: UTC', 'zone: UTC\ncalendar: office'),
          'b.md': DAILY,
        }),
        NOW,
      ),
    );
    await stores
      .knex('checklists')
      .update({ next_open_at: '2099-01-01T00:00:00.000Z' });
    const waiting = async () =>
      (await stores.documents.listOpening(NOW, 9)).map(({ path }) => path);
    await collect();
    await expect(waiting()).resolves.toEqual(['a.md']);
    await stores
      .knex('checklists')
      .update({ next_open_at: '2099-01-01T00:00:00.000Z' });
    await collect();
    await expect(waiting()).resolves.toEqual([]);
  });
});
