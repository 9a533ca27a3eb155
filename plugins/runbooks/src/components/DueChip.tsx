import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { VerdictChip } from '@opsdeck/backstage-plugin-operations-react';
import { ChecklistSummary } from '@opsdeck/backstage-plugin-runbooks-common';
import { RunbooksTranslator, runbooksTranslationRef } from '../translation';

interface Look {
  verdict: Verdict | null;
  label: string;
  title: string;
}

/** How a checklist stands, in a word. */
export function DueChip({ checklist }: { checklist: ChecklistSummary }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  return <VerdictChip {...lookOf(checklist, t)} />;
}

function lookOf(
  { due, verdict, problem, cadence }: ChecklistSummary,
  t: RunbooksTranslator,
): Look {
  if (problem) {
    return { verdict: 'unknown', label: t('due.noDate'), title: problem };
  }
  if (cadence === null) {
    return {
      verdict: null,
      label: t('due.onDemand'),
      title: t('due.onDemandWhy'),
    };
  }
  switch (due?.state) {
    case 'missed':
      return {
        verdict: 'breached',
        label: t('due.missed'),
        title: t('due.missedWhy'),
      };
    case 'overdue':
      return {
        verdict: 'at-risk',
        label: t('due.overdue'),
        title: t('due.overdueWhy'),
      };
    case 'due':
      return dueLook(verdict, t);
    case 'done':
      return { verdict: 'met', label: t('due.done'), title: t('due.doneWhy') };
    default:
      return {
        verdict: null,
        label: t('due.upcoming'),
        title: t('due.upcomingWhy'),
      };
  }
}

/** What can be done now is no fault; that the time before was not done is. */
function dueLook(verdict: Verdict | null, t: RunbooksTranslator): Look {
  const label = t('due.due');
  if (verdict === 'breached') {
    return { verdict, label, title: t('due.dueAfterMissed') };
  }
  if (verdict === 'at-risk') {
    return { verdict, label, title: t('due.dueAfterOverdue') };
  }
  return { verdict: null, label, title: t('due.dueWhy') };
}
