import { extrapolatedRate } from './extrapolatedRate';
import { Samples } from './samples';

const INCREASE = { isCounter: true, isRate: false };

/** Samples every 10 s from the instant 100 s, seen through a window of so many seconds. */
function increase(
  values: number[],
  [startSecond, endSecond]: [number, number],
  kind = INCREASE,
) {
  const times = values.map((_, i) => 100_000 + 10_000 * i);
  return extrapolatedRate(
    {
      samples: new Samples(Float64Array.from(times), Float64Array.from(values)),
      from: 0,
      to: values.length,
      startMs: startSecond * 1000,
      endMs: endSecond * 1000,
    },
    kind,
  );
}

describe('extrapolatedRate', () => {
  const steady = [1000, 1010, 1020, 1030];

  it.each<[what: string, window: [number, number], expected: number]>([
    ['ends at the samples', [100, 130], 30],
    ['ends within 110 % of a distance', [100, 140.9], 40.9],
    ['ends beyond', [100, 141.1], 35],
    ['begins within 110 % of a distance', [89.1, 130], 40.9],
    ['begins before', [88.9, 130], 35],
    ['is wide on both sides', [0, 300], 40],
  ])('extrapolates a window that %s', (_, window, expected) => {
    expect(increase(steady, window)).toBeCloseTo(expected, 9);
  });

  it('follows a counter back to zero and no further', () => {
    // The line through the samples crosses zero 4 s before the first.
    expect(increase([4, 14, 24], [92, 120])).toBeCloseTo(24, 9);
    // That is no reason to stop where the value was negative already.
    expect(increase([-4, 6, 16], [92, 120])).toBeCloseTo(28, 9);
    const gauge = { isCounter: false, isRate: false };
    expect(increase([4, 14, 24], [92, 120], gauge)).toBeCloseTo(28, 9);
  });

  it('adds what was lost in each reset', () => {
    expect(increase([50, 60, 5, 15, 0, 10], [100, 150])).toBeCloseTo(35, 9);
    const gauge = { isCounter: false, isRate: false };
    expect(increase([50, 60, 5], [100, 120], gauge)).toBeCloseTo(-45, 9);
  });

  it('divides by the width of the window for a rate', () => {
    const rate = { isCounter: true, isRate: true };
    expect(increase(steady, [100, 130], rate)).toBeCloseTo(1, 12);
    expect(increase(steady, [100, 141.1], rate)).toBeCloseTo(35 / 41.1, 12);
  });

  it('is unknown with fewer than two samples', () => {
    expect(increase([1], [100, 110])).toBeUndefined();
  });
});
