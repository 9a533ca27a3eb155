import { RecoveryPoint } from '../api';

/** How many of the latest points make the usual rhythm. */
const LATEST = 8;
/** Fewer points than this make no rhythm. */
const FEWEST = 3;
/** A gap this many times the median is a missed point, not the rhythm. */
const MISSED = 1.5;

/** What the recovery points of a resource come to. */
export interface PointSummary {
  /** The usable point with the newest data; null when there is none. */
  lastGood: RecoveryPoint | null;
  /** Attempts that failed after the data of the last good point was taken. */
  failedSince: number;
  /** Whether a usable point exists whose data is of unknown age. */
  undated: boolean;
  rhythm: PointRhythm | null;
}

/** How points usually come. */
export interface PointRhythm {
  /** Longest usual time between the data of two points, in milliseconds: a schedule is not kept to the second. */
  intervalMs: number;
  /** Usual time from the data to the usable point, in milliseconds; null while no point told. */
  runTimeMs: number | null;
}

/** Only `available` points count; their age is that of their data. */
export function summarizePoints(
  points: readonly RecoveryPoint[],
): PointSummary {
  const usable = points.filter(point => point.status === 'available');
  const lastGood = usable.reduce<RecoveryPoint | null>(
    (best, point) =>
      point.dataTime !== null &&
      (best === null || millis(point.dataTime) > millis(best.dataTime))
        ? point
        : best,
    null,
  );
  return {
    lastGood,
    failedSince: points.filter(
      point =>
        point.status === 'failed' &&
        (lastGood === null ||
          millis(point.createdAt ?? point.dataTime) >
            millis(lastGood.dataTime)),
    ).length,
    undated: usable.some(point => point.dataTime === null),
    rhythm: rhythmOf(usable),
  };
}

/**
 * From the latest points, so that one missed or extra point does not change it.
 * Copies of one backup share their data time and count once.
 */
function rhythmOf(usable: readonly RecoveryPoint[]): PointRhythm | null {
  const latest = usable
    .filter(point => point.dataTime !== null)
    .sort((a, b) => millis(b.dataTime) - millis(a.dataTime));
  const times = [...new Set(latest.map(point => millis(point.dataTime)))].slice(
    0,
    LATEST,
  );
  if (times.length < FEWEST) return null;
  const gaps = times.slice(1).map((time, i) => times[i] - time);
  const longestUsual = median(gaps) * MISSED;
  return {
    intervalMs: Math.max(...gaps.filter(gap => gap <= longestUsual)),
    runTimeMs: medianOrNull(
      latest
        .slice(0, LATEST)
        .filter(point => point.completedAt)
        .map(point =>
          Math.max(0, millis(point.completedAt) - millis(point.dataTime)),
        ),
    ),
  };
}

function medianOrNull(values: readonly number[]): number | null {
  return values.length > 0 ? median(values) : null;
}

/** The upper median: of two middle values the worse one. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** NaN, which is greater than nothing, when the instant is unknown. */
function millis(instant: string | null | undefined): number {
  return Date.parse(instant ?? '');
}
