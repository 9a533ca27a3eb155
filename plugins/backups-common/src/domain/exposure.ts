import {
  Assessment,
  Freshness,
  durationMillis,
  isStale,
  observedBy,
  observedByNone,
} from '@opsdeck/backstage-plugin-operations-common';
import { RecoveryPoint } from '../api';
import { judgeExposure, judgeNothing, judgeUnread } from './judgement';
import { PointSummary, summarizePoints } from './recoveryPoints';

export interface ExposureInput {
  /** Declared RPO (ISO-8601 duration); null when none is declared. */
  rpo: string | null;
  /** Latest instant of the continuous range; null when it is off. */
  pointInTimeLatest: string | null;
  /** How often the range moves on, in milliseconds; absent while unknown. */
  pointInTimeIntervalMs?: number;
  recoveryPoints: readonly RecoveryPoint[];
  /** Of the scope that the resource was read with; null when no source reads it. */
  freshness: Freshness | null;
  /** When the resource itself was last read (UTC); when absent, with its scope. */
  readAt?: string;
  now: Date;
}

export interface Exposure {
  /** The latest instant that can be restored: max(continuous range, data time of the newest valid point). */
  restorableAt: Date | null;
  /** Milliseconds that would be lost; null when nothing can be restored or the data is stale. */
  exposureMs: number | null;
  /**
   * Milliseconds that would be lost at worst while everything works: what the
   * range moves on by, or the usual interval of points plus their run time.
   * Null while unknown.
   */
  worstCaseMs: number | null;
  /** When the RPO is passed if nothing new arrives; null while a continuous range keeps it. */
  breachAt: Date | null;
  /** Null when no RPO is declared. */
  assessment: Assessment | null;
  lastGoodPoint: RecoveryPoint | null;
  /** Failed points newer than the last good one. */
  failedSince: number;
}

/**
 * How much would be lost now, against how much may be.
 *
 * A continuous range moves on between two readings without our seeing it, so
 * its exposure is the one measured at the last reading; the exposure of single
 * recovery points grows with the clock. Past two cadences nothing is claimed.
 */
export function assessExposure(input: ExposureInput): Exposure {
  const exposure = exposureOf(input);
  const { freshness, readAt } = input;
  return {
    ...exposure,
    assessment: exposure.assessment && {
      ...exposure.assessment,
      observedBy: freshness
        ? observedBy(freshness, readAt)
        : observedByNone('no source has found the resource'),
    },
  };
}

function exposureOf(input: ExposureInput): Exposure {
  const { freshness, now } = input;
  const rpoMs = input.rpo === null ? null : durationMillis(input.rpo);
  const points = summarizePoints(input.recoveryPoints);
  const restorableMs = latest(
    input.pointInTimeLatest,
    points.lastGood?.dataTime,
  );
  const nothingClaimed = {
    restorableAt: restorableMs === null ? null : new Date(restorableMs),
    exposureMs: null,
    worstCaseMs: null,
    breachAt: null,
    lastGoodPoint: points.lastGood,
    failedSince: points.failedSince,
  };
  if (!freshness?.lastSuccessAt || isStale(freshness, now)) {
    return {
      ...nothingClaimed,
      assessment: rpoMs === null ? null : judgeUnread(freshness, rpoMs, now),
    };
  }
  if (restorableMs === null) {
    return {
      ...nothingClaimed,
      assessment:
        rpoMs === null ? null : judgeNothing(points, rpoMs, freshness),
    };
  }
  const measuredMs = Math.max(
    Date.parse(freshness.lastSuccessAt),
    input.readAt ? Date.parse(input.readAt) : -Infinity,
  );
  const continuous = isContinuous(input, points, measuredMs, rpoMs);
  const exposureMs = Math.max(
    0,
    (continuous ? measuredMs : now.getTime()) - restorableMs,
  );
  const worstCaseMs = continuous
    ? input.pointInTimeIntervalMs ?? null
    : worstCaseOf(points);
  const breachMs = rpoMs === null ? null : restorableMs + rpoMs;
  return {
    ...nothingClaimed,
    exposureMs,
    worstCaseMs,
    breachAt:
      breachMs === null || (continuous && measuredMs <= breachMs)
        ? null
        : new Date(breachMs),
    assessment:
      rpoMs === null
        ? null
        : judgeExposure({
            exposureMs,
            rpoMs,
            worstCaseMs,
            restorableMs,
            continuous,
            points,
            freshness,
          }),
  };
}

/**
 * Whether the loss is kept small by a range that moves on by itself. A point
 * that is newer than a range which keeps the RPO does not change that; one that
 * is newer than a range which has stopped stands alone, and ages.
 */
function isContinuous(
  input: ExposureInput,
  points: PointSummary,
  measuredMs: number,
  rpoMs: number | null,
): boolean {
  if (input.pointInTimeLatest === null) return false;
  const rangeMs = Date.parse(input.pointInTimeLatest);
  const pointMs = points.lastGood?.dataTime
    ? Date.parse(points.lastGood.dataTime)
    : -Infinity;
  return (
    rangeMs >= pointMs || (rpoMs !== null && measuredMs - rangeMs <= rpoMs)
  );
}

function worstCaseOf({ rhythm }: PointSummary): number | null {
  return rhythm && rhythm.intervalMs + (rhythm.runTimeMs ?? 0);
}

function latest(...instants: (string | null | undefined)[]): number | null {
  const times = instants.flatMap(at => (at ? Date.parse(at) : []));
  return times.length > 0 ? Math.max(...times) : null;
}
