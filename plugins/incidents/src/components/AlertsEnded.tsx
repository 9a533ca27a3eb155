import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { Incident, isOpen } from '@opsdeck/backstage-plugin-incidents-common';
import { RelativeTime } from '@opsdeck/backstage-plugin-operations-react';
import { incidentsTranslationRef } from '../translation';

/** Said of an open incident whose alerts are all over: a person decides whether it is. */
export function AlertsEnded({ incident }: { incident: Incident }) {
  const { t } = useTranslationRef(incidentsTranslationRef);
  if (!incident.alertsEndedAt || !isOpen(incident.state)) return null;
  return (
    <Typography variant="body2" gutterBottom>
      {t('active.alertsEnded', {
        when: <RelativeTime at={incident.alertsEndedAt} />,
      })}
    </Typography>
  );
}
