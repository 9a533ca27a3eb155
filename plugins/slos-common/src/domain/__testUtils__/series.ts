import { SliceFlag, SliceSeries, floorToSlice } from '../../ledger';

/** One slice of a test: `[good, total]`, or `null` when nothing is known. */
export type TestSlice = readonly [good: number, total: number] | null;

/**
 * A series for tests that ends at an instant.
 *
 * @param slices - the slices in order of time; the last one ends at `end`
 */
export function seriesEndingAt(
  end: Date,
  slices: readonly TestSlice[],
  sliceSeconds = 300,
): SliceSeries {
  const last = floorToSlice(end.getTime(), sliceSeconds);
  return {
    start: last - slices.length * sliceSeconds * 1000,
    sliceSeconds,
    good: Float64Array.from(slices, slice => slice?.[0] ?? 0),
    total: Float64Array.from(slices, slice => slice?.[1] ?? 0),
    flags: Uint8Array.from(slices, slice => (slice ? 0 : SliceFlag.Missing)),
  };
}

/** The same slice many times. */
export function repeat(count: number, slice: TestSlice): TestSlice[] {
  return Array<TestSlice>(count).fill(slice);
}
