import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { parseSchedule } from '../schedule';
import { ScheduleError } from '../scheduleError';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const list = <T>(arbitrary: fc.Arbitrary<T>, maxLength = 3) =>
  fc
    .uniqueArray(arbitrary, { minLength: 1, maxLength })
    .map(items => items.join(','));
const maybe = (name: string, value: fc.Arbitrary<string>) =>
  fc.option(value, { nil: '' }).map(text => (text ? `;${name}=${text}` : ''));
const signed = (high: number) =>
  fc.integer({ min: -high, max: high }).filter(n => n !== 0);
const weekday = fc.constantFrom(...WEEKDAYS);
const numbered = fc
  .tuple(fc.constantFrom('1', '2', '4', '-1', '-2'), weekday)
  .map(parts => parts.join(''));
const interval = maybe('INTERVAL', fc.integer({ min: 1, max: 5 }).map(String));
const month = maybe('BYMONTH', list(fc.integer({ min: 1, max: 12 })));
const hour = maybe('BYHOUR', list(fc.integer({ min: 4, max: 23 })));
const minute = maybe('BYMINUTE', list(fc.integer({ min: 0, max: 59 })));
const monthDay = maybe('BYMONTHDAY', list(signed(31)));
const anyDay = maybe('BYDAY', list(weekday));
const day = (frequency: string) => fc.constant(`FREQ=${frequency}`);

const joined = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map(texts => texts.join(''));

const rule = fc.oneof(
  joined(day('DAILY'), interval, month, monthDay, anyDay, hour, minute),
  joined(day('WEEKLY'), interval, month, anyDay, hour, maybe('WKST', weekday)),
  joined(day('MONTHLY'), interval, month, monthDay, hour),
  joined(
    day('MONTHLY'),
    interval,
    month,
    maybe('BYDAY', list(numbered)),
    minute,
  ),
  joined(
    day('MONTHLY'),
    interval,
    fc.constant(';BYDAY=MO,TU,WE,TH,FR'),
    maybe('BYSETPOS', list(signed(4))),
  ),
  joined(day('YEARLY'), interval, month, monthDay),
  joined(day('YEARLY'), month, maybe('BYDAY', list(numbered))),
  joined(day('YEARLY'), interval, maybe('BYYEARDAY', list(signed(366)))),
);

const start = fc
  .integer({
    min: Date.parse('2024-01-01T00:00:00Z') / 3_600_000,
    max: Date.parse('2027-12-31T00:00:00Z') / 3_600_000,
  })
  .map(hours => new Date(hours * 3_600_000 + 1_230_000));
/** At a local time that no zone of the test skips or repeats. */
const settled = start.filter(each => each.getUTCHours() >= 4);

const basic = (date: Date) =>
  date.toISOString().slice(0, 19).replace(/[-:]/g, '');

/** Our occurrences after an instant and up to another; none of what never occurs. */
function ours(expression: string, from: Date, to: Date): string[] {
  const found: string[] = [];
  try {
    for (const each of parseSchedule(expression).occurrencesAfter(from)) {
      if (each > to) break;
      found.push(each.toISOString());
    }
  } catch (error) {
    if (error instanceof ScheduleError && error.reason === 'never-occurs') {
      return [];
    }
    throw error;
  }
  return found;
}

describe('an RRULE', () => {
  it.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
    'occurs in %s as rrule-temporal says, where no clock changes',
    zone => {
      fc.assert(
        fc.property(rule, settled, (text, begin) => {
          const expression = `DTSTART;TZID=${zone}:${basic(
            begin,
          )}\nRRULE:${text}`;
          const from = new Date(begin.getTime() - 86_400_000);
          const to = new Date(from.getTime() + 900 * 86_400_000);
          const expected = new RRuleTemporal({ rruleString: expression })
            .between(from, to, true)
            .map(each => new Date(each.epochMilliseconds).toISOString());
          const found = ours(expression, from, to);
          expect(found).toEqual(expected);
        }),
        { numRuns: 100 },
      );
    },
    60_000,
  );

  // rrule-temporal forgets the minute and the phase of such rules when it passes days
  // by, and one of two hours when the clocks go back; so they are counted out here.
  it.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham'])(
    'shorter than a day elapses evenly in %s, on the days that it names',
    zone => {
      const dayName = new Intl.DateTimeFormat('en', {
        timeZone: zone,
        weekday: 'short',
      });
      const minutes = fc.constantFrom(
        ['HOURLY', 60] as const,
        ['MINUTELY', 1] as const,
      );
      fc.assert(
        fc.property(
          minutes,
          fc.integer({ min: 1, max: 50 }),
          fc.uniqueArray(weekday, { minLength: 1 }),
          start.filter(each => each.getUTCHours() >= 16),
          fc.integer({ min: 0, max: 30 * 24 }),
          ([frequency, unit], every, names, begin, hoursLater) => {
            const expression = `DTSTART:${basic(
              begin,
            )}Z\nRRULE:FREQ=${frequency};INTERVAL=${every};BYDAY=${names.join()}`;
            const local = expression.replace(
              /:(\d{8}T\d{6})Z/,
              `;TZID=${zone}:${localText(begin, zone)}`,
            );
            const from = new Date(begin.getTime() + hoursLater * 3_600_000);
            const expected: string[] = [];
            const step = every * unit * 60_000;
            const first = Math.floor((from.getTime() - begin.getTime()) / step);
            for (let n = first + 1; expected.length < 20; n++) {
              const instant = new Date(begin.getTime() + n * step);
              const name = dayName.format(instant).slice(0, 2).toUpperCase();
              if (names.includes(name)) expected.push(instant.toISOString());
            }
            const found = parseSchedule(local).after(from, 20);
            expect(found.map(each => each.toISOString())).toEqual(expected);
          },
        ),
        { numRuns: 100 },
      );
    },
    60_000,
  );
});

function localText(instant: Date, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return format.format(instant).replace(/[-:]/g, '').replace(' ', 'T');
}
