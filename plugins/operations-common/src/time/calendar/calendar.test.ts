import fc from 'fast-check';
import { parseSchedule } from '../schedule';
import { ScheduleError } from '../scheduleError';
import { DayNumber, dayOfIsoDate, isoDate } from '../zone/civil';
import { Calendar, calendarOfDates } from './calendar';
import { calendarOfIcs } from './ics';
import { OnHoliday, heedingCalendar } from './onHoliday';

const ics = (...events: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap(lines => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

/** Days of a calendar between two dates. */
function daysOf(calendar: Calendar, from: string, to: string): string[] {
  const found: string[] = [];
  const last = dayOfIsoDate(to)!;
  for (let day: DayNumber = dayOfIsoDate(from)!; day <= last; day++) {
    if (calendar.has(day)) found.push(isoDate(day).slice(5));
  }
  return found;
}

const days2026 = (...lines: string[]) =>
  daysOf(calendarOfIcs('test', ics(lines)), '2026-01-01', '2026-12-31');

describe('a calendar of dates', () => {
  it('has its dates', () => {
    const calendar = calendarOfDates('uk', ['2026-12-25', ' 2026-12-28 ']);
    expect(daysOf(calendar, '2026-12-01', '2027-01-31')).toEqual([
      '12-25',
      '12-28',
    ]);
  });

  it.each(['2026-02-30', '25.12.2026', '', '2026-12-25T00:00:00Z'])(
    'refuses %j',
    date => {
      expect(() => calendarOfDates('uk', [date])).toThrow(
        /in the calendar "uk" is no date such as/,
      );
    },
  );
});

describe('a calendar of iCalendar', () => {
  it.each<[string, string[], string[]]>([
    ['a day', ['DTSTART;VALUE=DATE:20261225'], ['12-25']],
    [
      'days, the end excluded',
      ['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261228'],
      ['12-25', '12-26', '12-27'],
    ],
    [
      'a duration',
      ['DTSTART;VALUE=DATE:20261225', 'DURATION:P2D'],
      ['12-25', '12-26'],
    ],
    [
      'whole days by the clock of a zone',
      [
        'DTSTART;TZID=Pacific/Chatham:20261225T000000',
        'DTEND;TZID=Pacific/Chatham:20261227T000000',
      ],
      ['12-25', '12-26'],
    ],
    [
      'the whole days of an event that begins at noon',
      ['DTSTART:20261224T120000Z', 'DTEND:20261226T120000Z'],
      ['12-25'],
    ],
    [
      'a rule',
      ['DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO'],
      ['05-25'],
    ],
    [
      'a rule over several days, with one left out and one more',
      [
        'DTSTART;VALUE=DATE:20260105',
        'DTEND;VALUE=DATE:20260107',
        'RRULE:FREQ=WEEKLY;COUNT=3',
        'EXDATE;VALUE=DATE:20260112',
        'RDATE;VALUE=DATE:20260301',
      ],
      ['01-05', '01-06', '01-19', '01-20', '03-01', '03-02'],
    ],
    [
      'a rule that ends',
      ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=MONTHLY;UNTIL=20260301'],
      ['01-01', '02-01', '03-01'],
    ],
    [
      'a rule across the new year',
      [
        'DTSTART;VALUE=DATE:20201231',
        'DTEND;VALUE=DATE:20210103',
        'RRULE:FREQ=YEARLY',
      ],
      ['01-01', '01-02', '12-31'],
    ],
    [
      'nothing cancelled',
      ['DTSTART;VALUE=DATE:20261225', 'STATUS:CANCELLED'],
      [],
    ],
    [
      'what is folded and quoted',
      [
        'DTSTART;VALUE="DATE":2026',
        ' 1225',
        'SUMMARY:Christ',
        '\tmas: the day',
      ],
      ['12-25'],
    ],
    [
      'no part of an alarm',
      [
        'DTSTART;VALUE=DATE:20261225',
        'BEGIN:VALARM',
        'DTSTART;VALUE=DATE:20260101',
        'END:VALARM',
      ],
      ['12-25'],
    ],
  ])('has %s', (_, lines, expected) => {
    expect(days2026(...lines)).toEqual(expected);
  });

  it('moves an instance of a series that was changed', () => {
    const text = ics(
      ['UID:a', 'DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=YEARLY'],
      [
        'UID:a',
        'RECURRENCE-ID;VALUE=DATE:20270501',
        'DTSTART;VALUE=DATE:20270503',
      ],
    );
    const calendar = calendarOfIcs('may', text);
    expect(daysOf(calendar, '2026-01-01', '2028-12-31')).toEqual([
      '05-01',
      '05-03',
      '05-01',
    ]);
  });

  it('says what is no holiday', () => {
    const text = ics([
      'DTSTART:20261225T140000Z',
      'DTEND:20261225T150000Z',
      'SUMMARY:Meeting',
    ]);
    expect(calendarOfIcs('mixed', text).remarks).toEqual([
      { line: 3, message: expect.stringMatching(/covers no whole day/) },
    ]);
  });

  it.each<[string, string[], RegExp, number]>([
    ['no start', ['SUMMARY:x'], /no DTSTART/, 3],
    ['no such day', ['DTSTART;VALUE=DATE:20260230'], /"20260230"/, 4],
    ['an unknown zone', ['DTSTART;TZID=W. Europe:20260101T000000'], /IANA/, 4],
    [
      'a wrong rule',
      ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=X'],
      /FREQ=X/,
      5,
    ],
    [
      'hours',
      ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=HOURLY'],
      /makes no days/,
      5,
    ],
    [
      'an end before the start',
      ['DTSTART;VALUE=DATE:20260102', 'DTEND;VALUE=DATE:20260101'],
      /DTEND/,
      3,
    ],
    ['no line', ['DTSTART'], /no line/, 4],
    ['what never closes', ['BEGIN:VALARM'], /closes BEGIN:VALARM/, 5],
  ])('refuses %s, with its line', (_, lines, message, line) => {
    expect(() => calendarOfIcs('bad', ics(lines))).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(message),
        line,
      }),
    );
  });

  it.each(['', 'hello', '<html></html>', 'SUMMARY:x', 'BEGIN:VCALENDAR'])(
    'refuses %j',
    text => expect(() => calendarOfIcs('bad', text)).toThrow(),
  );

  it('never hangs on rubbish', () => {
    const piece = fc.constantFrom(
      'BEGIN:VCALENDAR',
      'END:VCALENDAR',
      'BEGIN:VEVENT',
      'END:VEVENT',
      'DTSTART;VALUE=DATE:20260101',
      'DTEND:20260102T000000Z',
      'RRULE:FREQ=DAILY;INTERVAL=3',
      'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'UID:a',
      ' folded',
      ';;;:::',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const read = () => {
          try {
            return calendarOfIcs('fuzz', pieces.join('\n')).has(20_000);
          } catch (error) {
            return error;
          }
        };
        expect([true, false, expect.any(ScheduleError)]).toContainEqual(read());
      }),
      { numRuns: 500 },
    );
  });
});

describe('a schedule that heeds a calendar', () => {
  // A long Christmas from Friday to Monday; 24 December 2026 is a Thursday.
  const christmas = calendarOfDates('christmas', [
    '2026-12-25',
    '2026-12-26',
    '2026-12-27',
    '2026-12-28',
  ]);
  const heeding = (
    expression: string,
    onHoliday: OnHoliday,
    weekend?: number[],
    from = '2026-12-23T12:00:00Z',
  ) =>
    heedingCalendar(
      parseSchedule(expression, { zone: 'Europe/Berlin' }),
      christmas,
      { onHoliday, weekend },
    )
      .after(new Date(from), 4)
      .map(each => each.toISOString().slice(5, 16));

  it('runs, skips, or moves', () => {
    expect(heeding('0 9 * * *', 'run')).toEqual([
      '12-24T08:00',
      '12-25T08:00',
      '12-26T08:00',
      '12-27T08:00',
    ]);
    expect(heeding('0 9 * * *', 'skip')).toEqual([
      '12-24T08:00',
      '12-29T08:00',
      '12-30T08:00',
      '12-31T08:00',
    ]);
    // Moved onto one that is there already, it is one.
    expect(heeding('0 9 * * 5,6', 'next').slice(0, 2)).toEqual([
      '12-29T08:00',
      '01-01T08:00',
    ]);
    expect(heeding('0 9 * * 5,6', 'previous').slice(0, 2)).toEqual([
      '12-24T08:00',
      '01-01T08:00',
    ]);
  });

  it('keeps the order when different times move to one day', () => {
    expect(heeding('0 20 25 12 *', 'next', [], '2026-12-26T00:00:00Z')[0]).toBe(
      '12-29T19:00',
    );
    expect(
      heeding('0 8,20 * * *', 'next', [], '2026-12-24T20:00:00Z').slice(0, 3),
    ).toEqual(['12-29T07:00', '12-29T19:00', '12-30T07:00']);
  });

  it('finds what was moved past the instant, from before it', () => {
    expect(heeding('0 9 25 12 *', 'next', [], '2026-12-28T23:30:00Z')[0]).toBe(
      '12-29T08:00',
    );
    expect(heeding('0 9 25 12 *', 'next', [], '2026-12-29T08:00:00Z')[0]).toBe(
      '12-25T08:00',
    );
  });

  it('takes weekends for holidays only when told', () => {
    expect(heeding('0 9 2 1 *', 'next')[0]).toBe('01-02T08:00');
    expect(heeding('0 9 2 1 *', 'next', [0, 6])[0]).toBe('01-04T08:00');
    expect(heeding('0 9 2 1 *', 'previous', [0, 6])[0]).toBe('01-01T08:00');
  });

  it('gives up when there is no working day', () => {
    for (const onHoliday of ['skip', 'next', 'previous'] as const) {
      expect(() =>
        heeding('* * * * *', onHoliday, [0, 1, 2, 3, 4, 5, 6]),
      ).toThrow(/leaves no working day/);
    }
  });

  it('keeps its promise of order and of working days', () => {
    const start = dayOfIsoDate('2026-01-01')!;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 30 }),
        fc.constantFrom('skip' as const, 'next' as const, 'previous' as const),
        fc.constantFrom('0 9 * * *', '30 6,18 */2 * *', '0 */5 * * 1-5'),
        fc.integer({ min: 0, max: 50 * 24 }),
        (offsets, onHoliday, expression, hours) => {
          const calendar = calendarOfDates(
            'random',
            offsets.map(offset => isoDate(start + offset)),
          );
          const schedule = heedingCalendar(
            parseSchedule(expression),
            calendar,
            { onHoliday },
          );
          const from = new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000);
          const found = schedule.after(from, 12);
          expect(found).toHaveLength(12);
          let last = from;
          for (const each of found) {
            expect(each > last).toBe(true);
            expect(calendar.has(Math.floor(+each / 86_400_000))).toBe(false);
            // Step by step it is the same.
            expect(schedule.after(last, 1)).toEqual([each]);
            last = each;
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
