import {
  Verdict,
  durationMillis,
  worstVerdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { Clock, IncidentState, Severity } from '../api';
import { isVoid } from './states';
import { SeverityTargets } from './targets';

/** Share of a target from which on a running clock is at risk. */
export const AT_RISK_SHARE = 0.75;

export interface ClockInput {
  severity: Severity;
  openedAt: string;
  acknowledgedAt: string | null;
  mitigatedAt: string | null;
  resolvedAt: string | null;
  state: IncidentState;
}

/**
 * The clocks of an incident at `now`, both from its opening and against the
 * targets of its present severity. The acknowledge clock stops at the first
 * human acknowledgement, the resolve clock at mitigation or resolution,
 * whichever is first. A declined or merged incident runs no clock.
 */
export function clocksOf(
  incident: ClockInput,
  targets: SeverityTargets,
  now: Date,
): Clock[] {
  if (isVoid(incident.state)) return [];
  const target = targets[incident.severity];
  const ended = earliest(incident.mitigatedAt, incident.resolvedAt);
  return [
    clock(
      'acknowledge',
      incident.openedAt,
      earliest(incident.acknowledgedAt, ended),
      target.acknowledge,
      now,
    ),
    clock('resolve', incident.openedAt, ended, target.resolve, now),
  ];
}

/** The worst of the clocks that still run; undefined when none runs any more. */
export function runningVerdict(clocks: readonly Clock[]): Verdict | undefined {
  return worstVerdict(
    clocks.filter(each => each.stoppedAt === null).map(each => each.verdict),
  );
}

/** When the verdict of a running clock changes next by itself. */
export function nextClockChange(
  clocks: readonly Clock[],
  now: Date,
): Date | undefined {
  const instants = clocks
    .filter(each => each.stoppedAt === null)
    .flatMap(each => {
      const start = Date.parse(each.startedAt);
      return [start + each.targetMs * AT_RISK_SHARE, start + each.targetMs + 1];
    })
    .filter(at => at > now.getTime());
  return instants.length > 0 ? new Date(Math.min(...instants)) : undefined;
}

function clock(
  kind: Clock['kind'],
  startedAt: string,
  stoppedAt: string | null,
  target: string,
  now: Date,
): Clock {
  const targetMs = durationMillis(target);
  const start = Date.parse(startedAt);
  const elapsed = (stoppedAt ? Date.parse(stoppedAt) : now.getTime()) - start;
  return {
    kind,
    startedAt,
    deadlineAt: new Date(start + targetMs).toISOString(),
    stoppedAt,
    targetMs,
    verdict: clockVerdict(elapsed, targetMs, stoppedAt !== null),
  };
}

function clockVerdict(
  elapsedMs: number,
  targetMs: number,
  stopped: boolean,
): Verdict {
  if (elapsedMs > targetMs) return 'breached';
  return !stopped && elapsedMs >= targetMs * AT_RISK_SHARE ? 'at-risk' : 'met';
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) <= Date.parse(b) ? a : b;
}
