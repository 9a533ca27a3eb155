import {
  Assessment,
  Freshness,
  humanDuration,
  staleAt,
} from '@opsdeck/backstage-plugin-operations-common';
import { PointSummary } from './recoveryPoints';
import { countOf, utcMinute } from './words';

/** Share of the RPO from which an exposure is at risk. */
const AT_RISK_SHARE = 0.8;

export interface ExposureFacts {
  exposureMs: number;
  rpoMs: number;
  /** Loss at worst while everything works; null while unknown. */
  worstCaseMs: number | null;
  restorableMs: number;
  /** Whether the range moves on by itself; otherwise the exposure grows with the clock. */
  continuous: boolean;
  points: PointSummary;
  freshness: Freshness;
}

/**
 * The verdict on a known exposure. What the usual rhythm brings is no warning:
 * at risk is only what goes beyond it, what it cannot keep, or what follows a
 * failed attempt.
 */
export function judgeExposure(facts: ExposureFacts): Assessment {
  const { exposureMs, rpoMs, worstCaseMs, restorableMs, continuous } = facts;
  const atRiskFromMs = Math.max(rpoMs * AT_RISK_SHARE, worstCaseMs ?? 0);
  const observed = observedText(exposureMs, rpoMs);
  const threshold = humanDuration(rpoMs);
  const answer = (
    verdict: Assessment['verdict'],
    reason: string,
    turnsAfterMs?: number,
  ): Assessment => ({
    verdict,
    reason,
    observed,
    threshold,
    ...nextChange(
      facts.freshness,
      // The last instant of a verdict belongs to it: the next millisecond does not.
      continuous || turnsAfterMs === undefined
        ? undefined
        : restorableMs + Math.floor(turnsAfterMs) + 1,
    ),
  });

  if (exposureMs > rpoMs) return answer('breached', breachReason(facts));
  const risk = riskReason(facts, atRiskFromMs);
  if (risk) return answer('at-risk', risk, rpoMs);
  return answer(
    'met',
    `${observed} would be lost (allowed ${threshold})`,
    Math.min(atRiskFromMs, rpoMs),
  );
}

function breachReason(facts: ExposureFacts): string {
  const observed = observedText(facts.exposureMs, facts.rpoMs);
  const loss = `${observed} would be lost (allowed ${humanDuration(
    facts.rpoMs,
  )})`;
  return facts.continuous
    ? `Point-in-time recovery stands at ${utcMinute(
        facts.restorableMs,
      )}: ${loss}`
    : `The newest recovery point is too old: ${loss}${failures(facts.points)}`;
}

function riskReason(
  facts: ExposureFacts,
  atRiskFromMs: number,
): string | undefined {
  const { exposureMs, rpoMs, worstCaseMs, continuous, points } = facts;
  const age = humanDuration(exposureMs);
  const allowed = `(allowed ${humanDuration(rpoMs)})`;
  const beyondRpo = worstCaseMs !== null && worstCaseMs > rpoMs;
  const late = exposureMs > atRiskFromMs;
  if (continuous) {
    if (beyondRpo) {
      return `Point-in-time recovery moves on every ${humanDuration(
        worstCaseMs,
      )} only: as much can be lost ${allowed}`;
    }
    return late
      ? `Point-in-time recovery lags: ${age} would be lost ${allowed}`
      : undefined;
  }
  if (points.failedSince > 0) {
    return `${age} would be lost ${allowed}${failures(points)}`;
  }
  if (points.rhythm && beyondRpo) {
    const { intervalMs, runTimeMs } = points.rhythm;
    const runTime = runTimeMs ? ` and take ${humanDuration(runTimeMs)}` : '';
    return `Recovery points come every ${humanDuration(
      intervalMs,
    )}${runTime}: just before the next one, more would be lost than allowed (${humanDuration(
      rpoMs,
    )})`;
  }
  if (!late) return undefined;
  return points.rhythm
    ? `The next recovery point is overdue: they come every ${humanDuration(
        points.rhythm.intervalMs,
      )}, ${age} would be lost ${allowed}`
    : `${age} would be lost, close to the objective ${allowed}`;
}

/** The verdict when there is nothing to restore from, or nothing of known age. */
export function judgeNothing(
  points: PointSummary,
  rpoMs: number,
  freshness: Freshness,
): Assessment {
  const threshold = humanDuration(rpoMs);
  if (points.undated) {
    return {
      verdict: 'unknown',
      reason:
        'A recovery point exists, but the source does not say how old its data is',
      threshold,
    };
  }
  return {
    verdict: 'breached',
    reason: `Nothing can be restored: there is no usable recovery point${
      points.failedSince > 0
        ? `; ${countOf(points.failedSince, 'attempt')} failed`
        : ''
    }`,
    threshold,
    ...nextChange(freshness),
  };
}

/** The verdict when the source has nothing recent to say. */
export function judgeUnread(
  freshness: Freshness | null,
  rpoMs: number,
  now: Date,
): Assessment {
  const threshold = humanDuration(rpoMs);
  if (!freshness) {
    return {
      verdict: 'unknown',
      reason:
        'No source has found this resource: check its annotations and the data sources',
      threshold,
    };
  }
  const { sourceTitle, scopeTitle, lastSuccessAt } = freshness;
  const why = freshness.failure ? ` (${freshness.failure.message})` : '';
  const read = lastSuccessAt
    ? `was last read ${humanDuration(
        now.getTime() - Date.parse(lastSuccessAt),
      )} ago, which is too old to judge by`
    : 'has not been read yet';
  return {
    verdict: 'unknown',
    reason: `${sourceTitle} ${scopeTitle} ${read}${why}`,
    threshold,
  };
}

/** An excess that rounding would hide is said in words. */
function observedText(exposureMs: number, rpoMs: number): string {
  const observed = humanDuration(exposureMs);
  return exposureMs > rpoMs && observed === humanDuration(rpoMs)
    ? `just over ${observed}`
    : observed;
}

function failures({ failedSince }: PointSummary): string {
  return failedSince > 0
    ? `; ${countOf(failedSince, 'attempt')} since failed`
    : '';
}

function nextChange(
  freshness: Freshness,
  atMs: number = Infinity,
): Pick<Assessment, 'nextChangeAt'> {
  const at = Math.min(atMs, staleAt(freshness)?.getTime() ?? Infinity);
  return Number.isFinite(at)
    ? { nextChangeAt: new Date(at).toISOString() }
    : {};
}
