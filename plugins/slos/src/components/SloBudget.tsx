import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanDuration } from '@opsdeck/backstage-plugin-operations-common';
import { BudgetGauge } from '@opsdeck/backstage-plugin-operations-react';
import { SloView } from '@opsdeck/backstage-plugin-slos-common';
import { slosTranslationRef } from '../translation';

/** What is left of an objective's error budget, as a share and as time. */
export function SloBudget({ slo }: { slo: SloView }) {
  const { t } = useTranslationRef(slosTranslationRef);
  const { budget, assessment } = slo;
  const remaining = budget?.remaining ?? null;
  return (
    <BudgetGauge
      label={t('budget.label', { objective: slo.title })}
      remaining={remaining}
      verdict={assessment.verdict}
      detail={
        budget && remaining !== null
          ? humanDuration(budget.seconds.left * 1000)
          : undefined
      }
    />
  );
}
