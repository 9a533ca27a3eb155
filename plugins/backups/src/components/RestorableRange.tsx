import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ResourceBackup } from '@opsdeck/backstage-plugin-backups-common';
import { RelativeTime } from '@opsdeck/backstage-plugin-operations-react';
import { backupsTranslationRef } from '../translation';

/** From when to when any instant can be restored, or why none can. */
export function RestorableRange({ resource }: { resource: ResourceBackup }) {
  const { t } = useTranslationRef(backupsTranslationRef);
  const { pointInTime, protection } = resource;
  if (pointInTime) {
    return (
      <>
        {pointInTime.earliest ? (
          <RelativeTime at={pointInTime.earliest} />
        ) : (
          t('range.startNotReported')
        )}
        {' … '}
        <RelativeTime at={pointInTime.latest} />
      </>
    );
  }
  if (!protection) return <>{t('range.notKnown')}</>;
  return <>{t(protection.automated ? 'range.notReportedYet' : 'range.off')}</>;
}
