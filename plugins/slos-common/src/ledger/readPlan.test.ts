import fc from 'fast-check';
import {
  LATE_SLICES,
  MAX_SLICES_PER_READ,
  ReadGoal,
  ReadInterval,
  extendRead,
  nextBackfill,
  nextForward,
} from './readPlan';
import { DAY_MILLIS, SliceSeconds } from './slices';

const DAY = Date.parse('2026-11-20T00:00:00Z');
const MINUTE = 60_000;
const SLICE = 5 * MINUTE;

const goal = (overrides: Partial<ReadGoal> = {}): ReadGoal => ({
  now: DAY + 12 * SLICE + MINUTE,
  wantedFrom: DAY - 37 * DAY_MILLIS,
  sliceSeconds: 300,
  ...overrides,
});

describe('nextForward', () => {
  it('begins with the newest days, from the start of a UTC day', () => {
    expect(nextForward(undefined, goal())).toEqual({
      from: DAY - 13 * DAY_MILLIS,
      to: DAY + 12 * SLICE,
    });
  });

  it('asks for what is new and for the last two slices again', () => {
    const read = { from: DAY - DAY_MILLIS, to: DAY + 10 * SLICE };
    expect(nextForward(read, goal())).toEqual({
      from: DAY + 8 * SLICE,
      to: DAY + 12 * SLICE,
    });
  });

  it('asks for nothing before a further slice is whole', () => {
    const read = { from: DAY, to: DAY + 12 * SLICE };
    expect(nextForward(read, goal())).toBeUndefined();
    expect(
      nextForward(read, goal({ now: DAY + 13 * SLICE - 1 })),
    ).toBeUndefined();
    expect(nextForward(read, goal({ now: DAY + 13 * SLICE }))).toBeDefined();
  });

  it('begins anew when nothing that was read still counts', () => {
    const read = { from: DAY - 90 * DAY_MILLIS, to: DAY - 40 * DAY_MILLIS };
    expect(nextForward(read, goal())).toEqual(nextForward(undefined, goal()));
  });

  it('asks for nothing that the source has forgotten', () => {
    const wantedFrom = DAY + 3 * SLICE + 1;
    expect(nextForward(undefined, goal({ wantedFrom }))).toEqual({
      from: DAY + 4 * SLICE,
      to: DAY + 12 * SLICE,
    });
    expect(nextForward(undefined, goal({ wantedFrom: DAY * 2 }))).toBe(
      undefined,
    );
  });
});

describe('nextBackfill', () => {
  it('goes back by whole days until everything wanted was asked for', () => {
    const read = { from: DAY - 13 * DAY_MILLIS, to: DAY };
    const next = nextBackfill(read, goal());
    expect(next).toEqual({
      from: DAY - 27 * DAY_MILLIS,
      to: DAY - 13 * DAY_MILLIS,
    });
    expect(
      nextBackfill({ from: DAY - 27 * DAY_MILLIS, to: DAY }, goal()),
    ).toEqual({ from: DAY - 37 * DAY_MILLIS, to: DAY - 27 * DAY_MILLIS });
    expect(
      nextBackfill({ from: DAY - 37 * DAY_MILLIS, to: DAY }, goal()),
    ).toBeUndefined();
  });

  it('waits for the newest days', () => {
    expect(nextBackfill(undefined, goal())).toBeUndefined();
  });
});

describe('extendRead', () => {
  it.each<[string, ReadInterval | undefined, ReadInterval, ReadInterval]>([
    ['nothing yet', undefined, { from: 5, to: 9 }, { from: 5, to: 9 }],
    ['before it', { from: 5, to: 9 }, { from: 1, to: 5 }, { from: 1, to: 9 }],
    ['after it', { from: 5, to: 9 }, { from: 7, to: 12 }, { from: 5, to: 12 }],
    [
      'beyond a hole',
      { from: 5, to: 9 },
      { from: 10, to: 12 },
      { from: 10, to: 12 },
    ],
  ])('joins what lies %s', (_where, read, added, expected) => {
    expect(extendRead(read, added)).toEqual(expected);
  });
});

describe('reading to the end', () => {
  const scenario = fc.record({
    sliceSeconds: fc.constantFrom<SliceSeconds>(60, 300),
    now: fc.integer({ min: 0, max: 400 * 1440 }).map(m => DAY + m * MINUTE),
    days: fc.integer({ min: 1, max: 100 }),
    odd: fc.integer({ min: 0, max: DAY_MILLIS }),
    pauseMinutes: fc.integer({ min: 0, max: 60 * 1440 }),
  });

  it('asks for every slice once but for the late ones, in parts that a query may have', () => {
    fc.assert(
      fc.property(
        scenario,
        ({ sliceSeconds, now, days, odd, pauseMinutes }) => {
          const length = sliceSeconds * 1000;
          const asked: ReadInterval[] = [];
          let read: ReadInterval | undefined;
          const readAll = (at: number) => {
            const wantedFrom = at - days * DAY_MILLIS - odd;
            for (const next of [nextForward, nextBackfill]) {
              for (;;) {
                const part = next(read, { now: at, wantedFrom, sliceSeconds });
                if (!part) break;
                asked.push(part);
                read = extendRead(read, part);
              }
            }
            const first = Math.ceil(wantedFrom / length) * length;
            expect(read?.from).toBeLessThanOrEqual(first);
            expect(read?.to).toBe(Math.floor(at / length) * length);
          };
          readAll(now);
          const once = asked.reduce((sum, { from, to }) => sum + to - from, 0);
          expect(once).toBe((read?.to ?? 0) - (read?.from ?? 0));
          readAll(now + pauseMinutes * MINUTE);
          for (const { from, to } of asked) {
            expect(from % length).toBe(0);
            expect(to).toBeGreaterThan(from);
            expect((to - from) / length).toBeLessThanOrEqual(
              MAX_SLICES_PER_READ + LATE_SLICES,
            );
          }
        },
      ),
    );
  });
});
