import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HealthLevel } from '@opsdeck/backstage-plugin-deployments-common';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { VerdictChip } from '@opsdeck/backstage-plugin-operations-react';
import { deploymentsTranslationRef } from '../translation';

const TONE: Partial<Record<HealthLevel, Verdict>> = {
  healthy: 'met',
  degraded: 'at-risk',
  unavailable: 'breached',
  unknown: 'unknown',
};

export interface HealthChipProps {
  health: HealthLevel;
  /** Why it is not better; empty when it is good. */
  reason: string;
}

/** How well something runs, in a word; with shape and colour where that is good or bad. */
export function HealthChip({ health, reason }: HealthChipProps) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  const word = t(`health.${health}`);
  const verdict = TONE[health];
  const title = reason || undefined;
  if (!verdict) return <span title={title}>{word}</span>;
  return <VerdictChip verdict={verdict} label={word} title={title} />;
}
