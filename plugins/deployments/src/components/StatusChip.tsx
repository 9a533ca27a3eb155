import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DeploymentStatus } from '@opsdeck/backstage-plugin-deployments-common';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { VerdictChip } from '@opsdeck/backstage-plugin-operations-react';
import { deploymentsTranslationRef } from '../translation';

/** Statuses that are good or bad news; the others are neither. */
const TONE: Partial<Record<DeploymentStatus, Verdict>> = {
  succeeded: 'met',
  failed: 'breached',
  'rolling-back': 'at-risk',
  'rolled-back': 'at-risk',
};

export interface StatusChipProps {
  status: DeploymentStatus;
  /** Said on hover, for example the provider's own word. */
  title?: string;
}

/** Where a deployment stands, in a word; with shape and colour where that is good or bad. */
export function StatusChip({ status, title }: StatusChipProps) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  const word = t(`status.${status}`);
  const verdict = TONE[status];
  if (!verdict) return <span title={title}>{word}</span>;
  return <VerdictChip verdict={verdict} label={word} title={title} />;
}
