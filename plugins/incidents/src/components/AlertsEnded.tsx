import Typography from '@material-ui/core/Typography';
import { Incident, isOpen } from '@opsdeck/backstage-plugin-incidents-common';
import { RelativeTime } from '@opsdeck/backstage-plugin-operations-react';

/** Said of an open incident whose alerts are all over: a person decides whether it is. */
export function AlertsEnded({ incident }: { incident: Incident }) {
  if (!incident.alertsEndedAt || !isOpen(incident.state)) return null;
  return (
    <Typography variant="body2" gutterBottom>
      All its alerts have ended <RelativeTime at={incident.alertsEndedAt} />.
      Resolve it if it is over.
    </Typography>
  );
}
