import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DurationText,
  RelativeTime,
  TwoLines,
} from '@opsdeck/backstage-plugin-operations-react';
import { RunSummary } from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../translation';
import { personName } from './personName';

/** When a run ended, by whom, and how long it took. */
export function LastRun({ run }: { run: RunSummary | null }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  if (!run?.endedAt) return <>{t('lastRun.never')}</>;
  const by = {
    who: personName(run.endedBy, t),
    length: <RunLength run={run} />,
  };
  return (
    <TwoLines
      first={<RelativeTime at={run.endedAt} hint={t('lastRun.finished')} />}
      second={
        run.failed > 0
          ? t('lastRun.byWithFailures', { ...by, failed: String(run.failed) })
          : t('lastRun.by', by)
      }
    />
  );
}

/** How long a run took from start to end. */
export function RunLength({ run }: { run: RunSummary }) {
  if (!run.endedAt) return null;
  return (
    <DurationText value={Date.parse(run.endedAt) - Date.parse(run.startedAt)} />
  );
}
