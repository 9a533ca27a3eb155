import fc from 'fast-check';
import { SCHEDULE_DIALECTS, type ScheduleDialect } from './reading';
import { parseSchedule } from './schedule';
import { ScheduleError } from './scheduleError';

const ANCHOR = new Date('2026-11-20T12:00:00Z');

const token = fc.constantFrom(
  ...['*', '*/5', '0', '7', '59', '60', '1-5', '5-1', 'MON', 'FRI-MON', 'JAN'],
  ...['?', 'L', 'LW', '15W', '6L', '6#3', '2026', '1970-2199', '@daily', '-'],
  ...['cron(', ')', 'rate(', '5 minutes', 'at(', 'CRON_TZ=Europe/Berlin ', ','],
  ...[
    'FREQ=DAILY',
    'FREQ=MONTHLY',
    ';',
    'BYDAY=2MO',
    'BYMONTHDAY=30,-31',
    '\\n',
  ],
  ...['BYSETPOS=-1', 'COUNT=3', 'UNTIL=20261224T000000Z', 'INTERVAL=999999999'],
  ...['DTSTART;TZID=Asia/Kolkata:20260131T053000', 'EXDATE:', 'RDATE:', '\n'],
  ...['FREQ=SECONDLY', 'BYSECOND=60', 'BYHOUR=2', 'BYMONTH=2', 'BYWEEKNO=53'],
  ...[
    'P',
    'P1M',
    'T',
    '1H',
    'sun:02:00',
    'mon:01:30',
    '{"day":',
    '7}',
    '-random',
  ],
);
const expression = fc.oneof(
  fc.array(token, { maxLength: 9 }).map(parts => parts.join(' ')),
  fc.array(token, { maxLength: 9 }).map(parts => parts.join('')),
  fc.array(token, { maxLength: 6 }).map(parts => parts.join(';')),
  fc.string({ maxLength: 40, unit: 'binary' }),
);
const zone = fc.constantFrom('UTC', 'America/New_York', 'Pacific/Chatham');

function read(
  text: string,
  dialect: ScheduleDialect | undefined,
  inZone: string,
): { found: Date[]; error?: Error } {
  try {
    const schedule = parseSchedule(text, {
      dialect,
      zone: inZone,
      anchor: ANCHOR,
      seed: 'a/b@backup',
    });
    return { found: schedule.after(ANCHOR, 5) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { found: [], error };
  }
}

describe('whatever is written', () => {
  it('is read or refused, never hangs and never fails otherwise', () => {
    fc.assert(
      fc.property(
        expression,
        fc.option(fc.constantFrom(...SCHEDULE_DIALECTS), { nil: undefined }),
        zone,
        (text, dialect, inZone) => {
          const begun = performance.now();
          const { found, error } = read(text, dialect, inZone);
          expect([undefined, expect.any(ScheduleError)]).toContainEqual(error);
          expect(error?.name ?? 'InputError').toBe('InputError');
          const order = [ANCHOR, ...found].map(Number);
          expect([...new Set(order)].sort((a, b) => a - b)).toEqual(order);
          expect(performance.now() - begun).toBeLessThan(10_000);
        },
      ),
      { numRuns: 3_000 },
    );
  }, 120_000);
});

describe('what would take for ever', () => {
  const years = [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6',
    'FREQ=YEARLY;BYWEEKNO=1;BYMONTH=7',
    'FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=2',
    'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY;BYYEARDAY=366;BYMONTH=1',
    'FREQ=HOURLY;INTERVAL=2;BYHOUR=13',
    'FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1',
    'FREQ=SECONDLY;INTERVAL=86400;BYSECOND=1',
    '0 0 31 4 *',
    'cron(0 0 31W 2 ? *)',
    'cron(0 0 ? 2 2#5 2027)',
  ];

  it.each(years)('%s is refused soon', text => {
    const begun = performance.now();
    expect(() =>
      parseSchedule(text, { anchor: ANCHOR }).after(ANCHOR, 1),
    ).toThrow(/never occur/);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it.each([
    'FREQ=DAILY;INTERVAL=999999999',
    'FREQ=YEARLY;INTERVAL=999999999',
    'FREQ=SECONDLY;INTERVAL=999999999;COUNT=999999999',
  ])('%s ends', text => {
    const found = parseSchedule(text, { anchor: ANCHOR }).after(ANCHOR, 500);
    expect(found.length).toBeLessThan(500);
  });

  it('counts from a beginning long ago', () => {
    const text = 'DTSTART:00010101T000000Z\nRRULE:FREQ=DAILY;COUNT=999999999';
    expect(parseSchedule(text).after(ANCHOR, 1)).toEqual([
      new Date('2026-11-21T00:00:00Z'),
    ]);
  });
});
