import { Recurrence } from './cadence';
import { businessCalendar } from './businessCalendar';
import { nextOccurrence, occurrencesBetween } from './recurrence';

/** Christmas of 2026 falls on a Friday and a Saturday. */
const office = businessCalendar({
  name: 'office',
  dates: ['2026-12-25', '2026-12-26', '2027-01-01'],
  weekdays: [0, 6],
});

const rule = (
  cadence: string,
  rules: Recurrence['rules'] = {},
  at: string | null = '10:00',
  zone: string | null = 'Europe/Berlin',
): Recurrence => ({
  cadence,
  at,
  zone,
  rules: { calendar: 'office', ...rules },
});

/** When each is due, and from when it was moved. */
const dues = (recurrence: Recurrence, from: string, to: string) =>
  occurrencesBetween(recurrence, new Date(from), new Date(to), office).map(
    ({ dueAt, movedFrom }) =>
      movedFrom
        ? `${dueAt.slice(0, 16)} from ${movedFrom.slice(0, 10)}`
        : dueAt.slice(0, 16),
  );

const CHRISTMAS = ['2026-12-24T00:00:00Z', '2026-12-29T00:00:00Z'] as const;

describe('occurrencesBetween with a calendar', () => {
  it.each([
    [
      'run',
      [
        '2026-12-24T09:00',
        '2026-12-25T09:00',
        '2026-12-26T09:00',
        '2026-12-27T09:00',
        '2026-12-28T09:00',
        // It has opened at midnight in Berlin.
        '2026-12-29T09:00',
      ],
    ],
    ['skip', ['2026-12-24T09:00', '2026-12-28T09:00', '2026-12-29T09:00']],
    // What meets the day that belongs there is one with it.
    ['next', ['2026-12-24T09:00', '2026-12-28T09:00', '2026-12-29T09:00']],
    ['previous', ['2026-12-24T09:00', '2026-12-28T09:00', '2026-12-29T09:00']],
  ] as const)('daily, %s', (onHoliday, expected) => {
    expect(dues(rule('FREQ=DAILY', { onHoliday }), ...CHRISTMAS)).toEqual(
      expected,
    );
  });

  it.each([
    ['run', ['2026-12-25T09:00']],
    ['skip', []],
    ['next', ['2026-12-28T09:00 from 2026-12-25']],
    ['previous', ['2026-12-24T09:00 from 2026-12-25']],
  ] as const)('weekly on Friday, %s', (onHoliday, expected) => {
    expect(
      dues(rule('FREQ=WEEKLY;BYDAY=FR', { onHoliday }), ...CHRISTMAS),
    ).toEqual(expected);
  });

  it('goes to the next working day unless told otherwise: late is better than never', () => {
    expect(dues(rule('FREQ=WEEKLY;BYDAY=FR'), ...CHRISTMAS)).toEqual([
      '2026-12-28T09:00 from 2026-12-25',
    ]);
  });

  it('keeps the name of what it moves', () => {
    const [moved] = occurrencesBetween(
      rule('FREQ=WEEKLY;BYDAY=FR', { onHoliday: 'next' }),
      new Date('2026-12-27T00:00:00Z'),
      new Date('2026-12-28T00:00:00Z'),
      office,
    );
    expect(moved).toEqual({
      scheduledAt: '2026-12-25T09:00:00.000Z',
      opensAt: '2026-12-27T23:00:00.000Z',
      dueAt: '2026-12-28T09:00:00.000Z',
      missedAt: '2026-12-30T09:00:00.000Z',
      movedFrom: '2026-12-25T09:00:00.000Z',
    });
  });

  it('finds what is moved into a time from far before or after it', () => {
    const shut = businessCalendar({
      name: 'office',
      dates: Array.from({ length: 24 }, (_, n) =>
        new Date(Date.UTC(2026, 6, 1 + n)).toISOString().slice(0, 10),
      ),
    });
    const due = (onHoliday: 'next' | 'previous', day: string) =>
      occurrencesBetween(
        rule('FREQ=MONTHLY;BYMONTHDAY=12', { onHoliday }, null, 'UTC'),
        new Date(`${day}T12:00:00Z`),
        new Date(`${day}T13:00:00Z`),
        shut,
      ).map(({ dueAt, movedFrom }) => [dueAt, movedFrom]);
    const from = '2026-07-13T00:00:00.000Z';
    expect(due('next', '2026-07-25')).toEqual([
      ['2026-07-26T00:00:00.000Z', from],
    ]);
    expect(due('previous', '2026-06-30')).toEqual([
      ['2026-07-01T00:00:00.000Z', from],
    ]);
  });

  it('moves the end of a period, and skips it only when it is all holiday', () => {
    const weekly = (onHoliday: 'skip' | 'next' | 'previous', day: string) =>
      occurrencesBetween(
        rule('FREQ=WEEKLY', { onHoliday }, null, 'UTC'),
        new Date(day),
        new Date(day),
        office,
      ).map(
        ({ opensAt, dueAt }) => `${opensAt.slice(0, 10)} ${dueAt.slice(0, 10)}`,
      );
    // The end of Sunday is the end of Thursday, for Friday is Christmas.
    expect(weekly('previous', '2026-12-22T12:00:00Z')).toEqual([
      '2026-12-21 2026-12-25',
    ]);
    expect(weekly('next', '2026-12-28T12:00:00Z')).toEqual([
      '2026-12-21 2026-12-29',
      '2026-12-28 2027-01-05',
    ]);
    expect(weekly('skip', '2026-12-22T12:00:00Z')).toHaveLength(1);
    const closed = businessCalendar({
      name: 'office',
      dates: [21, 22, 23, 24, 25, 26, 27].map(day => `2026-12-${day}`),
    });
    const now = new Date('2026-12-22T12:00:00Z');
    expect(
      occurrencesBetween(
        rule('FREQ=WEEKLY', { onHoliday: 'skip' }),
        now,
        now,
        closed,
      ),
    ).toEqual([]);
  });

  it('goes on after a holiday of months', () => {
    const next = nextOccurrence(
      rule('FREQ=WEEKLY;BYDAY=FR', { onHoliday: 'skip' }),
      new Date('2026-12-20T00:00:00Z'),
      office,
    );
    expect(next?.dueAt).toBe('2027-01-08T09:00:00.000Z');
  });

  it('refuses a calendar that leaves no day', () => {
    const never = businessCalendar({
      name: 'never',
      weekdays: [0, 1, 2, 3, 4, 5, 6],
    });
    const now = new Date('2026-12-22T12:00:00Z');
    expect(() =>
      occurrencesBetween(rule('FREQ=DAILY'), now, now, never),
    ).toThrow(/leaves no working day/);
  });

  it('works on every day while the calendar is not there', () => {
    const friday = new Date('2026-12-25T08:00:00Z');
    expect(
      occurrencesBetween(rule('FREQ=WEEKLY;BYDAY=FR'), friday, friday),
    ).toHaveLength(1);
  });
});

describe('businessCalendar', () => {
  it('joins dates, weekdays and the days of an .ics file', () => {
    const { has, remarks } = businessCalendar({
      name: 'all',
      dates: ['2026-11-20'],
      weekdays: [0],
      ics: [
        'BEGIN:VCALENDAR',
        'BEGIN:VEVENT',
        'DTSTART;VALUE=DATE:20201225',
        'RRULE:FREQ=YEARLY',
        'END:VEVENT',
        'BEGIN:VEVENT',
        'DTSTART:20261224T120000',
        'DTEND:20261224T180000',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n'),
    });
    const day = (date: string) => Date.parse(date) / 86_400_000;
    expect(
      ['2026-11-20', '2026-11-22', '2026-12-25', '2026-12-24'].map(date =>
        has(day(date)),
      ),
    ).toEqual([true, true, true, false]);
    expect(remarks).toEqual([
      {
        line: 6,
        message: 'The event covers no whole day, so it is no holiday',
      },
    ]);
  });

  it('says what is no date, and where the .ics text is broken', () => {
    expect(() =>
      businessCalendar({ name: 'x', dates: ['2026-02-30'] }),
    ).toThrow(/2026-02-30/);
    expect(() => businessCalendar({ name: 'x', ics: 'nonsense' })).toThrow();
  });
});

describe('due window, grace, start and clocks', () => {
  const plain = (
    cadence: string,
    rules: Recurrence['rules'],
    at = '10:00',
    zone = 'Europe/Berlin',
  ): Recurrence => ({ cadence, at, zone, rules });
  const found = (recurrence: Recurrence, from: string, to = from) =>
    occurrencesBetween(recurrence, new Date(from), new Date(to));

  it('opens by its window before it is due, and is missed after its grace', () => {
    // Days of the calendar: over the change of the clocks they have an hour less.
    const [first] = found(
      plain('FREQ=MONTHLY;BYMONTHDAY=30', { window: 'P3D', grace: 'PT90M' }),
      '2026-03-28T12:00:00Z',
    );
    expect(first).toEqual({
      scheduledAt: '2026-03-30T08:00:00.000Z',
      opensAt: '2026-03-27T09:00:00.000Z',
      dueAt: '2026-03-30T08:00:00.000Z',
      missedAt: '2026-03-30T09:30:00.000Z',
    });
    expect(
      nextOccurrence(
        plain('FREQ=MONTHLY;BYMONTHDAY=30', { window: 'P3D' }),
        new Date('2026-03-27T08:59:00Z'),
      )?.opensAt,
    ).toBe('2026-03-27T09:00:00.000Z');
  });

  it('counts from its start', () => {
    const everyOther = plain('FREQ=WEEKLY;INTERVAL=2', { start: '2026-01-14' });
    expect(
      found(everyOther, '2026-01-01T00:00:00Z', '2026-02-15T00:00:00Z').map(
        ({ opensAt, dueAt }) => `${opensAt.slice(0, 16)} ${dueAt.slice(0, 16)}`,
      ),
    ).toEqual([
      '2026-01-13T23:00 2026-01-14T09:00',
      '2026-01-27T23:00 2026-01-28T09:00',
      '2026-02-10T23:00 2026-02-11T09:00',
    ]);
    expect(
      found(
        plain('FREQ=DAILY;COUNT=3', { start: '2026-01-14' }),
        '2026-01-01T00:00:00Z',
        '2026-02-15T00:00:00Z',
      ),
    ).toHaveLength(3);
    expect(() =>
      found(
        plain('FREQ=DAILY;COUNT=3;BYHOUR=8,20', { start: '2026-01-14' }),
        '2026-01-01T00:00:00Z',
      ),
    ).toThrow(/several a day/);
  });

  it.each([
    [{}, ['2026-03-29T01:00:00.000Z']],
    [{ gap: 'shift' }, ['2026-03-29T01:30:00.000Z']],
    [{ gap: 'skip' }, []],
  ] as const)('where the clocks skip 02:30, %j', (rules, expected) => {
    const sunday = plain('FREQ=WEEKLY;BYDAY=SU', rules, '02:30');
    expect(
      found(sunday, '2026-03-29T00:30:00Z').map(({ dueAt }) => dueAt),
    ).toEqual(expected);
  });

  it.each([
    [{}, '2026-10-25T00:30:00.000Z'],
    [{ overlap: 'last' }, '2026-10-25T01:30:00.000Z'],
  ] as const)('where they show 02:30 twice, %j', (rules, expected) => {
    const sunday = plain('FREQ=WEEKLY;BYDAY=SU', rules, '02:30');
    const [only, ...more] = found(sunday, '2026-10-25T00:00:00Z');
    expect([only.dueAt, more]).toEqual([expected, []]);
  });

  it('makes one of two times that the clocks make one', () => {
    expect(
      found(
        { cadence: 'FREQ=DAILY;BYHOUR=2,3', at: null, zone: 'Europe/Berlin' },
        '2026-03-29T00:59:00Z',
        '2026-03-29T12:00:00Z',
      ).map(({ opensAt, dueAt }) => [opensAt, dueAt]),
    ).toEqual([['2026-03-29T01:00:00.000Z', '2026-03-29T22:00:00.000Z']]);
  });
});
