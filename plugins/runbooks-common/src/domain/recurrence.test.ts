import { Recurrence } from './cadence';
import { nextOccurrence, occurrencesBetween } from './recurrence';

const rule = (
  cadence: string,
  at: string | null = null,
  zone: string | null = null,
): Recurrence => ({ cadence, at, zone });

/** Opening and due instant, without seconds. */
const short = (recurrence: Recurrence, from: string, to: string) =>
  occurrencesBetween(recurrence, new Date(from), new Date(to)).map(
    ({ opensAt, dueAt }) => `${opensAt.slice(0, 16)} ${dueAt.slice(0, 16)}`,
  );

describe('occurrencesBetween', () => {
  it('is due by the time of day that is named', () => {
    expect(
      short(
        rule('FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', '09:30', 'Europe/Berlin'),
        '2026-11-19T22:00:00Z',
        '2026-11-23T12:00:00Z',
      ),
    ).toEqual([
      '2026-11-19T23:00 2026-11-20T08:30',
      '2026-11-22T23:00 2026-11-23T08:30',
    ]);
  });

  it('is due within the day where no time is named', () => {
    expect(
      short(
        rule('FREQ=DAILY', null, 'Europe/London'),
        '2026-07-01T12:00:00Z',
        '2026-07-02T12:00:00Z',
      ),
    ).toEqual([
      '2026-06-30T23:00 2026-07-01T23:00',
      '2026-07-01T23:00 2026-07-02T23:00',
    ]);
  });

  it.each([
    ['FREQ=WEEKLY', '2026-11-16T00:00 2026-11-23T00:00'],
    ['FREQ=WEEKLY;BYDAY=FR', '2026-11-20T00:00 2026-11-21T00:00'],
    ['FREQ=MONTHLY', '2026-11-01T00:00 2026-12-01T00:00'],
    ['FREQ=MONTHLY;INTERVAL=3', '2026-10-01T00:00 2027-01-01T00:00'],
    ['FREQ=YEARLY', '2026-01-01T00:00 2027-01-01T00:00'],
    ['FREQ=MONTHLY;BYDAY=3FR', '2026-11-20T00:00 2026-11-21T00:00'],
  ])('%s lasts its period, or the day that it names', (cadence, expected) => {
    const noon = '2026-11-20T12:00:00Z';
    expect(short(rule(cadence), noon, noon)).toEqual([expected]);
  });

  it('knows the last day of a month', () => {
    expect(
      short(
        rule('FREQ=MONTHLY;BYMONTHDAY=-1', '10:00'),
        '2026-01-15T00:00:00Z',
        '2026-04-15T00:00:00Z',
      ),
    ).toEqual([
      '2026-01-31T00:00 2026-01-31T10:00',
      '2026-02-28T00:00 2026-02-28T10:00',
      '2026-03-31T00:00 2026-03-31T10:00',
    ]);
  });

  it('comes round several times a day where hours are named', () => {
    expect(
      short(
        rule('FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0'),
        '2026-11-20T09:00:00Z',
        '2026-11-21T00:00:00Z',
      ),
    ).toEqual([
      '2026-11-20T08:00 2026-11-20T20:00',
      '2026-11-20T20:00 2026-11-21T00:00',
    ]);
    // In whatever order they are named.
    expect(
      short(
        rule('FREQ=DAILY;BYHOUR=20,8;BYMINUTE=30,0'),
        '2026-11-20T08:10:00Z',
        '2026-11-20T20:00:00Z',
      ),
    ).toEqual([
      '2026-11-20T08:00 2026-11-20T08:30',
      '2026-11-20T08:30 2026-11-20T20:00',
      '2026-11-20T20:00 2026-11-20T20:30',
    ]);
    expect(
      short(
        rule('FREQ=HOURLY;INTERVAL=6'),
        '2026-11-20T06:00:00Z',
        '2026-11-20T12:00:00Z',
      ),
    ).toEqual([
      '2026-11-20T06:00 2026-11-20T12:00',
      '2026-11-20T12:00 2026-11-20T18:00',
    ]);
  });

  describe('where the clocks change', () => {
    const sundays = (at: string, zone: string) =>
      rule('FREQ=WEEKLY;BYDAY=SU', at, zone);

    it.each([
      // New York skips 02:00 to 03:00 on 8 March 2026: first valid instant 07:00Z.
      ['02:30', 'America/New_York', '2026-03-08', '2026-03-08T07:00:00.000Z'],
      ['02:00', 'America/New_York', '2026-03-08', '2026-03-08T07:00:00.000Z'],
      ['03:00', 'America/New_York', '2026-03-08', '2026-03-08T07:00:00.000Z'],
      // It shows 01:00 to 02:00 twice on 1 November 2026: the first is 05:30Z.
      ['01:30', 'America/New_York', '2026-11-01', '2026-11-01T05:30:00.000Z'],
      // Lord Howe moves by half an hour.
      [
        '02:15',
        'Australia/Lord_Howe',
        '2026-10-04',
        '2026-10-03T15:30:00.000Z',
      ],
      ['02:30', 'Europe/Berlin', '2026-03-29', '2026-03-29T01:00:00.000Z'],
    ])('%s in %s on %s is %s', (at, zone, day, expected) => {
      const around = Date.parse(`${day}T12:00:00Z`);
      const found = occurrencesBetween(
        sundays(at, zone),
        new Date(around - 36 * 3_600_000),
        new Date(around + 6 * 3_600_000),
      ).filter(
        ({ dueAt }) => Math.abs(Date.parse(dueAt) - around) < 86_400_000,
      );
      expect(found.map(({ dueAt }) => dueAt)).toEqual([expected]);
    });

    it('has one occurrence every day of the year', () => {
      const all = occurrencesBetween(
        rule('FREQ=DAILY', '02:30', 'America/New_York'),
        new Date('2026-01-01T12:00:00Z'),
        new Date('2026-12-31T12:00:00Z'),
      );
      expect(all).toHaveLength(364);
      expect(new Set(all.map(({ scheduledAt }) => scheduledAt)).size).toBe(364);
    });
  });

  it('says all its instants in UTC', () => {
    const [first] = occurrencesBetween(
      rule('FREQ=WEEKLY;BYDAY=MO', '09:00', 'Africa/Johannesburg'),
      new Date('2026-11-16T00:00:00Z'),
      new Date('2026-11-16T12:00:00Z'),
    );
    expect(first).toEqual({
      scheduledAt: '2026-11-16T07:00:00.000Z',
      opensAt: '2026-11-15T22:00:00.000Z',
      dueAt: '2026-11-16T07:00:00.000Z',
      missedAt: '2026-11-18T07:00:00.000Z',
    });
  });

  it('ends with UNTIL', () => {
    const until = rule('FREQ=DAILY;UNTIL=20261120T235959Z');
    const now = new Date('2026-11-20T12:00:00Z');
    expect(occurrencesBetween(until, now, now)).toHaveLength(1);
    expect(nextOccurrence(until, now)).toBeUndefined();
  });

  it.each([
    ['nonsense', /must have a FREQ/],
    ['FREQ=MINUTELY', /must have a FREQ/],
    ['FREQ=DAILY;COUNT=3', /use UNTIL/],
    ['FREQ=DAILY;BYDAY=XX', /no valid RRULE/],
    ['FREQ=DAILY;INTERVAL=0', /no valid RRULE/],
    ['FREQ=HOURLY;INTERVAL=5', /divides a day/],
    ['FREQ=DAILY;BYHOUR=25', /no valid RRULE: BYHOUR=25/],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', /no day that the calendar has/],
    ['FREQ=HOURLY;BYMINUTE=0,10,20,30', /more than 48 times a day/],
  ])('refuses %s', (cadence, message) => {
    const now = new Date('2026-11-20T12:00:00Z');
    expect(() => occurrencesBetween(rule(cadence), now, now)).toThrow(message);
  });
});

describe('nextOccurrence', () => {
  it.each([
    ['FREQ=DAILY', '2026-11-21T00:00:00.000Z'],
    ['FREQ=WEEKLY;BYDAY=SU', '2026-11-22T00:00:00.000Z'],
    ['FREQ=MONTHLY', '2026-12-01T00:00:00.000Z'],
    ['FREQ=MONTHLY;BYMONTH=2;BYDAY=2TU', '2027-02-09T00:00:00.000Z'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-02-29T00:00:00.000Z'],
  ])('of %s opens at %s', (cadence, expected) => {
    const next = nextOccurrence(
      rule(cadence),
      new Date('2026-11-20T12:00:00Z'),
    );
    expect(next?.opensAt).toBe(expected);
  });
});
