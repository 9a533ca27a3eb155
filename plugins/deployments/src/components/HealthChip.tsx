import { HealthLevel } from '@opsdeck/backstage-plugin-deployments-common';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { VerdictChip } from '@opsdeck/backstage-plugin-operations-react';

const TONE: Partial<Record<HealthLevel, Verdict>> = {
  healthy: 'met',
  degraded: 'at-risk',
  unavailable: 'breached',
  unknown: 'unknown',
};

const WORD: Record<HealthLevel, string> = {
  healthy: 'healthy',
  progressing: 'rolling out',
  degraded: 'degraded',
  unavailable: 'not serving',
  stopped: 'scaled to zero',
  unknown: 'not known',
};

export interface HealthChipProps {
  health: HealthLevel;
  /** Why it is not better; empty when it is good. */
  reason: string;
}

/** How well something runs, in a word; with shape and colour where that is good or bad. */
export function HealthChip({ health, reason }: HealthChipProps) {
  const verdict = TONE[health];
  const title = reason || undefined;
  if (!verdict) return <span title={title}>{WORD[health]}</span>;
  return <VerdictChip verdict={verdict} label={WORD[health]} title={title} />;
}
