import fc from 'fast-check';
import { CIRCUIT_OPENS_AFTER, circuitPauseMs } from './circuit';
import { dueAfterFailure, dueAfterSuccess } from './nextDue';

const now = new Date('2026-11-20T10:00:00.000Z');
const minutes = (due: Date) => (due.getTime() - now.getTime()) / 60_000;

describe('circuitPauseMs', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [7, 4],
    [8, 8],
    [9, 15],
    [1_000_000, 15],
  ])('after %d failures in a row: %d min', (failures, pause) => {
    expect(circuitPauseMs(failures)).toBe(pause * 60_000);
  });
});

describe('dueAfterSuccess', () => {
  it('is one cadence on, up to a tenth earlier', () => {
    expect(minutes(dueAfterSuccess(now, 'PT10M', () => 0))).toBe(10);
    expect(minutes(dueAfterSuccess(now, 'PT10M', () => 0.999))).toBeCloseTo(9);
  });
});

describe('dueAfterFailure', () => {
  const after = (
    cadence: string,
    consecutiveFailures: number,
    retryAt?: Date,
  ) =>
    dueAfterFailure(now, {
      cadence,
      consecutiveFailures,
      retryAt,
      random: () => 0,
    });

  it.each([
    ['PT1M', 1, 1],
    ['PT10M', 1, 5],
    ['P1D', 1, 5],
    ['PT1M', 6, 2],
    ['P1D', 9, 15],
  ])('cadence %s, failure %d: %d min', (cadence, failures, expected) => {
    expect(minutes(after(cadence, failures).dueAt)).toBe(expected);
  });

  it('opens the circuit with the fifth failure', () => {
    expect(after('PT1M', 4).circuitOpenUntil).toBeUndefined();
    expect(after('PT1M', 5).circuitOpenUntil).toEqual(
      new Date('2026-11-20T10:01:00.000Z'),
    );
  });

  it('is never before what the provider asked for, nor inside a pause', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -1_000, max: 100_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (consecutiveFailures, seconds, random) => {
          const retryAt = new Date(now.getTime() + seconds * 1000);
          const { dueAt, circuitOpenUntil } = dueAfterFailure(now, {
            cadence: 'PT3M',
            consecutiveFailures,
            retryAt,
            random: () => random,
          });
          expect(dueAt.getTime()).toBeGreaterThanOrEqual(retryAt.getTime());
          expect(dueAt.getTime()).toBeGreaterThan(now.getTime());
          expect(circuitOpenUntil !== undefined).toBe(
            consecutiveFailures >= CIRCUIT_OPENS_AFTER,
          );
          expect(dueAt.getTime()).toBeGreaterThanOrEqual(
            circuitOpenUntil?.getTime() ?? 0,
          );
        },
      ),
    );
  });
});
