import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  Incident,
  IncidentState,
  incidentsWritePermission,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  ConfirmDialog,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import { useState } from 'react';
import { incidentsApiRef } from '../api/incidentsApiRef';
import { Step, stepsOf } from './steps';

/** What can be done about an incident now, each button named after its effect. */
export function StateButtons({ incident }: { incident: Incident }) {
  const [asked, setAsked] = useState<Step & { version: number }>();
  const { allowed, loading } = usePermission({
    permission: incidentsWritePermission,
    resourceRef: incident.entityRef,
  });
  const change = useApiMutation({
    api: incidentsApiRef,
    mutate: (
      api,
      input: { state: IncidentState; expectedVersion: number; note?: string },
    ) => api.changeState(incident.id, input),
  });
  if (loading) return null;
  if (!allowed) {
    return (
      <Typography variant="body2">
        Changing it needs the permission {incidentsWritePermission.name}. The
        owners of the service and the operators have it.
      </Typography>
    );
  }
  return (
    <>
      {stepsOf(incident).map(step => (
        <Button
          key={step.state}
          size="small"
          color="primary"
          variant="outlined"
          // What is shown now is what is agreed to, whatever changes meanwhile.
          onClick={() => setAsked({ ...step, version: incident.version })}
        >
          {step.label} {incident.number}
        </Button>
      ))}
      {asked && (
        <ConfirmDialog
          open
          onClose={() => setAsked(undefined)}
          title={`${asked.label} ${incident.number}?`}
          effect={`${asked.label} ${incident.number}`}
          reason="optional"
          onConfirm={note =>
            change.mutateAsync({
              state: asked.state,
              expectedVersion: asked.version,
              ...(note ? { note } : {}),
            })
          }
          errorContext={{
            what: incident.number,
            permission: incidentsWritePermission.name,
            whoCan: 'the owners of the service and the operators',
          }}
        >
          {asked.consequence}
        </ConfirmDialog>
      )}
    </>
  );
}
