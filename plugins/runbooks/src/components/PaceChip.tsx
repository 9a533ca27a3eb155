import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VerdictChip } from '@opsdeck/backstage-plugin-operations-react';
import {
  READING_SPEED,
  RunSummary,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../translation';

/** Says to a reviewer that a run was ticked faster than it can be read; nothing else. */
export function PaceChip({ run: { pace } }: { run: RunSummary }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  if (!pace?.suspicious) return null;
  return (
    <VerdictChip
      verdict="at-risk"
      label={t('pace.label', {
        hurried: String(pace.hurried),
        ticked: String(pace.ticked),
      })}
      title={t('pace.why', { speed: String(READING_SPEED) })}
    />
  );
}
