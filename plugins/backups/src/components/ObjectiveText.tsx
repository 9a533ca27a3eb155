import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Objective } from '@opsdeck/backstage-plugin-backups-common';
import { DurationText } from '@opsdeck/backstage-plugin-operations-react';
import { backupsTranslationRef } from '../translation';

/** What was promised: "RPO 5 min · RTO 1 h", or that nothing was. */
export function ObjectiveText({ objective }: { objective: Objective }) {
  const { t } = useTranslationRef(backupsTranslationRef);
  const { rpo, rto, problems } = objective;
  if (!rpo && !rto && problems.length === 0) {
    return <>{t('objective.undeclared')}</>;
  }
  return (
    <>
      {rpo && (
        <span>
          {t('objective.rpo', { length: <DurationText value={rpo} /> })}
        </span>
      )}
      {rpo && rto && ' · '}
      {rto && (
        <span>
          {t('objective.rto', { length: <DurationText value={rto} /> })}
        </span>
      )}
      {problems.map(problem => (
        <div key={problem}>{problem}</div>
      ))}
    </>
  );
}
