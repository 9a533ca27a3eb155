import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RelativeTime } from '@opsdeck/backstage-plugin-operations-react';
import { SloView } from '@opsdeck/backstage-plugin-slos-common';
import { slosTranslationRef } from '../translation';

/** When the budget is gone, and what that is projected from. */
export function Forecast({ slo }: { slo: SloView }) {
  const { t } = useTranslationRef(slosTranslationRef);
  const { forecast } = slo;
  if (!forecast || slo.assessment.verdict === 'unknown') {
    return <>{t('forecast.noData')}</>;
  }
  const basis = t(`forecast.basis.${forecast.basis}`);
  switch (forecast.outcome) {
    case 'exhausted':
      return <>{t('forecast.exhausted')}</>;
    case 'exhausts':
      return forecast.at ? (
        t('forecast.exhausts', {
          when: <RelativeTime at={forecast.at} />,
          basis,
        })
      ) : (
        <>{t('forecast.noRecentData')}</>
      );
    case 'not-before-window-end':
      return <>{t('forecast.lasts', { basis })}</>;
    default:
      return <>{t('forecast.noRecentData')}</>;
  }
}
