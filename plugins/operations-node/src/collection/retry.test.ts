import fc from 'fast-check';
import { SourceError } from '../source';
import { DEFAULT_RETRY_POLICY, RetryState, retryDelay } from './retry';

const now = new Date('2026-11-20T10:00:00.000Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const unavailable = new SourceError('unavailable', 'HTTP 503');
const fresh: RetryState = {
  tries: 1,
  elapsedMs: 0,
  remainingMs: 600_000,
  now,
};
const almostOne = () => 1 - Number.EPSILON;

function delay(
  error: SourceError,
  state: Partial<RetryState> = {},
  random: () => number = almostOne,
) {
  return retryDelay(
    DEFAULT_RETRY_POLICY,
    error,
    { ...fresh, ...state },
    random,
  );
}

describe('retryDelay', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
  ])('waits up to 1 s, doubling: try %d up to %d ms', (tries, ceiling) => {
    expect(delay(unavailable, { tries })).toBeCloseTo(ceiling);
    expect(delay(unavailable, { tries }, () => 0)).toBe(0);
    expect(delay(unavailable, { tries }, () => 0.5)).toBe(ceiling / 2);
  });

  it('waits never more than 30 s by itself', () => {
    const patient = { ...DEFAULT_RETRY_POLICY, maxTries: 20 };
    expect(
      retryDelay(patient, unavailable, { ...fresh, tries: 12 }, almostOne),
    ).toBeCloseTo(30_000);
  });

  it('gives up after five tries and after two minutes', () => {
    expect(delay(unavailable, { tries: 5 })).toBeUndefined();
    expect(delay(unavailable, { elapsedMs: 119_500 })).toBeUndefined();
  });

  it('gives up when the run has not the time', () => {
    expect(delay(unavailable, { remainingMs: 900 })).toBeUndefined();
  });

  it('does not try what will not pass by itself', () => {
    const error = new SourceError('unauthorized', 'HTTP 401', {
      retryAt: inSeconds(1),
    });
    expect(delay(error)).toBeUndefined();
  });

  it.each([
    [45, 45_000],
    [119, 119_000],
    [121, undefined],
    [-60, 0],
  ])('obeys a pause of %d s in full or not at all', (seconds, expected) => {
    const error = new SourceError('throttled', 'HTTP 429', {
      retryAt: inSeconds(seconds),
    });
    expect(delay(error, {}, () => 0)).toBe(expected);
  });

  it('never waits shorter than asked, nor longer than there is time', () => {
    fc.assert(
      fc.property(
        fc.record({
          tries: fc.integer({ min: 1, max: 6 }),
          elapsedMs: fc.integer({ min: 0, max: 130_000 }),
          remainingMs: fc.integer({ min: 0, max: 300_000 }),
          asked: fc.option(fc.integer({ min: -100, max: 400 })),
          random: fc.double({ min: 0, max: 0.999, noNaN: true }),
        }),
        ({ tries, elapsedMs, remainingMs, asked, random }) => {
          const error = new SourceError('throttled', '', {
            retryAt: asked === null ? undefined : inSeconds(asked),
          });
          const ms = delay(
            error,
            { tries, elapsedMs, remainingMs },
            () => random,
          );
          if (ms === undefined) return;
          expect(ms).toBeGreaterThanOrEqual(Math.max(0, (asked ?? 0) * 1000));
          expect(elapsedMs + ms).toBeLessThan(120_000);
          expect(ms).toBeLessThan(remainingMs);
          expect(tries).toBeLessThan(5);
        },
      ),
    );
  });
});
