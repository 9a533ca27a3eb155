import fc from 'fast-check';
import { nextOccurrence, occurrencesBetween } from './recurrence';

const DAY = 86_400_000;
const cadence = fc.constantFrom(
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=DAILY;BYHOUR=6,18',
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;BYDAY=TU,SU',
  'FREQ=WEEKLY;INTERVAL=2',
  'FREQ=MONTHLY',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY;BYDAY=1MO',
);
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/St_Johns',
);
const at = fc.option(
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(parts => parts.map(n => String(n).padStart(2, '0')).join(':')),
);
const recurrence = fc.record({ cadence, zone, at });
const instant = fc
  .integer({
    min: Date.parse('2025-01-01T00:00:00Z'),
    max: Date.parse('2029-12-31T00:00:00Z'),
  })
  .map(ms => new Date(ms));

describe('occurrences', () => {
  it('come in order, each opening before it is due and due before it is missed', () => {
    fc.assert(
      fc.property(recurrence, instant, (rule, from) => {
        const to = new Date(from.getTime() + 70 * DAY);
        const found = occurrencesBetween(rule, from, to);
        const names = found.map(each => each.scheduledAt);
        expect([...new Set(names)].sort()).toEqual(names);
        for (const each of found) {
          expect(each.opensAt <= each.scheduledAt).toBe(true);
          expect(each.opensAt <= each.dueAt).toBe(true);
          expect(each.dueAt < each.missedAt).toBe(true);
          expect(each.dueAt > from.toISOString()).toBe(true);
          expect(each.opensAt <= to.toISOString()).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are the same whether a time is looked at in one go or in two', () => {
    fc.assert(
      fc.property(
        recurrence,
        instant,
        fc.integer({ min: 1, max: 40 }),
        (rule, from, days) => {
          const middle = new Date(from.getTime() + days * DAY);
          const to = new Date(from.getTime() + 45 * DAY);
          const whole = occurrencesBetween(rule, from, to);
          const parts = [
            ...occurrencesBetween(rule, from, middle),
            ...occurrencesBetween(rule, middle, to),
          ];
          const names = (all: typeof whole) =>
            [...new Set(all.map(each => each.scheduledAt))].sort();
          expect(names(parts)).toEqual(names(whole));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('go on with the next one, with none between', () => {
    fc.assert(
      fc.property(recurrence, instant, (rule, now) => {
        const next = nextOccurrence(rule, now);
        expect(next && next.opensAt > now.toISOString()).toBe(true);
        const before = occurrencesBetween(rule, now, new Date(next!.opensAt));
        const opening = before.filter(each => each.opensAt > now.toISOString());
        expect(opening[0]?.scheduledAt).toBe(next!.scheduledAt);
      }),
      { numRuns: 100 },
    );
  });
});
