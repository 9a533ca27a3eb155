import {
  Assessment,
  Freshness,
  durationMillis,
  humanDuration,
  isStale,
  staleAt,
} from '@opsdeck/backstage-plugin-operations-common';
import { RecoveryPoint } from '../api';

/** Share of the RPO from which an exposure is at risk. */
const AT_RISK_SHARE = 0.8;

export interface ExposureInput {
  /** Declared RPO (ISO-8601 duration); null when none is declared. */
  rpo: string | null;
  /** Latest instant of the continuous range; null when it is off. */
  pointInTimeLatest: string | null;
  recoveryPoints: readonly RecoveryPoint[];
  /** Of the scope that the resource was read with; null when no source reads it. */
  freshness: Freshness | null;
  now: Date;
}

export interface Exposure {
  /** The latest instant that can be restored: max(continuous range, data time of the newest valid point). */
  restorableAt: Date | null;
  /** Milliseconds that would be lost; null when nothing can be restored or the data is stale. */
  exposureMs: number | null;
  /** When the RPO is passed if nothing new arrives. */
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
  const { rpo, freshness, now } = input;
  const lastGoodPoint = newest(
    input.recoveryPoints.filter(
      point => point.status === 'available' && point.dataTime !== null,
    ),
  );
  const failedSince = input.recoveryPoints.filter(
    point =>
      point.status === 'failed' &&
      (point.createdAt ?? '') > (lastGoodPoint?.createdAt ?? ''),
  ).length;
  const restorable = latest(
    input.pointInTimeLatest,
    lastGoodPoint?.dataTime ?? null,
  );
  const base = {
    restorableAt: restorable ? new Date(restorable) : null,
    lastGoodPoint,
    failedSince,
  };

  if (!freshness?.lastSuccessAt || isStale(freshness, now)) {
    return {
      ...base,
      exposureMs: null,
      breachAt: null,
      assessment: rpo === null ? null : unknown(freshness, rpo),
    };
  }
  if (restorable === null) {
    return {
      ...base,
      exposureMs: null,
      breachAt: null,
      assessment:
        rpo === null
          ? null
          : {
              verdict: 'breached',
              reason:
                'Nothing can be restored: there is no usable recovery point',
              threshold: humanDuration(durationMillis(rpo)),
            },
    };
  }

  const continuous = restorable === input.pointInTimeLatest;
  const measuredAt = continuous ? new Date(freshness.lastSuccessAt) : now;
  const exposureMs = Math.max(0, measuredAt.getTime() - Date.parse(restorable));
  const breachAt =
    rpo === null
      ? null
      : new Date(Date.parse(restorable) + durationMillis(rpo));
  return {
    ...base,
    exposureMs,
    breachAt,
    assessment:
      rpo === null || breachAt === null
        ? null
        : judge({
            exposureMs,
            rpoMs: durationMillis(rpo),
            restorable,
            continuous,
            intervalMs: continuous ? null : usualInterval(input.recoveryPoints),
            freshness,
            breachAt,
          }),
  };
}

function judge(facts: {
  exposureMs: number;
  rpoMs: number;
  restorable: string;
  continuous: boolean;
  intervalMs: number | null;
  freshness: Freshness;
  breachAt: Date;
}): Assessment {
  const { exposureMs, rpoMs, continuous, intervalMs } = facts;
  const observed = humanDuration(exposureMs);
  const threshold = humanDuration(rpoMs);
  const staleFrom = staleAt(facts.freshness);
  const next = (...instants: (Date | undefined)[]) => ({
    nextChangeAt: earliest([staleFrom, ...instants]),
  });
  if (exposureMs > rpoMs) {
    return {
      verdict: 'breached',
      reason: continuous
        ? `Point-in-time recovery stands at ${facts.restorable}: ${observed} would be lost, allowed are ${threshold}`
        : `The newest recovery point is ${observed} old, allowed are ${threshold}`,
      observed,
      threshold,
      ...next(),
    };
  }
  const crossing = continuous
    ? undefined
    : new Date(facts.breachAt.getTime() + 1);
  if (intervalMs !== null && intervalMs > rpoMs) {
    return {
      verdict: 'at-risk',
      reason: `Recovery points come every ${humanDuration(
        intervalMs,
      )}: before the next one the loss exceeds the allowed ${threshold}`,
      observed,
      threshold,
      ...next(crossing),
    };
  }
  if (exposureMs > rpoMs * AT_RISK_SHARE) {
    return {
      verdict: 'at-risk',
      reason: `${observed} would be lost, close to the allowed ${threshold}`,
      observed,
      threshold,
      ...next(crossing),
    };
  }
  return {
    verdict: 'met',
    reason: `${observed} would be lost, allowed are ${threshold}`,
    observed,
    threshold,
    ...next(
      continuous
        ? undefined
        : new Date(Date.parse(facts.restorable) + rpoMs * AT_RISK_SHARE + 1),
    ),
  };
}

function unknown(freshness: Freshness | null, rpo: string): Assessment {
  const threshold = humanDuration(durationMillis(rpo));
  if (!freshness) {
    return {
      verdict: 'unknown',
      reason:
        'No source reads this resource, so nothing is known of its backups',
      threshold,
    };
  }
  const why = freshness.failure ? ` (${freshness.failure.message})` : '';
  return {
    verdict: 'unknown',
    reason: freshness.lastSuccessAt
      ? `${freshness.sourceTitle} was last read at ${freshness.lastSuccessAt}, too long ago to say${why}`
      : `${freshness.sourceTitle} has not been read yet${why}`,
    threshold,
  };
}

/** The usual time between usable points: the median of the latest gaps, from three points on. */
function usualInterval(points: readonly RecoveryPoint[]): number | null {
  const times = points
    .filter(point => point.status === 'available' && point.dataTime !== null)
    .map(point => Date.parse(point.dataTime ?? ''))
    .sort((a, b) => b - a)
    .slice(0, 8);
  if (times.length < 3) return null;
  const gaps = times
    .slice(1)
    .map((time, i) => times[i] - time)
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)];
}

function newest(points: readonly RecoveryPoint[]): RecoveryPoint | null {
  return points.reduce<RecoveryPoint | null>(
    (best, point) =>
      best === null || (point.dataTime ?? '') > (best.dataTime ?? '')
        ? point
        : best,
    null,
  );
}

function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) >= Date.parse(b) ? a : b;
}

function earliest(instants: readonly (Date | undefined)[]): string | undefined {
  const times = instants.flatMap(instant => instant?.getTime() ?? []);
  return times.length > 0
    ? new Date(Math.min(...times)).toISOString()
    : undefined;
}
