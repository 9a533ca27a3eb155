import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  Incident,
  IncidentState,
  incidentsWritePermission,
  nextStates,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  ConfirmDialog,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import { useState } from 'react';
import { incidentsApiRef } from '../api/incidentsApiRef';

interface Step {
  state: IncidentState;
  label: string;
  consequence: string;
}

/** The steps offered as buttons, in their usual order. */
const STEPS: readonly Step[] = [
  {
    state: 'acknowledged',
    label: 'Acknowledge',
    consequence:
      'You take it on: the acknowledge clock stops and you become its commander.',
  },
  {
    state: 'mitigated',
    label: 'Mark as mitigated',
    consequence:
      'Users no longer notice it: the resolve clock stops. Mitigated is not resolved.',
  },
  {
    state: 'resolved',
    label: 'Resolve',
    consequence:
      'The cause is gone: the incident leaves the list of open ones.',
  },
];

/** What can be done about an incident now, each button named after its effect. */
export function StateButtons({ incident }: { incident: Incident }) {
  const [asked, setAsked] = useState<Step>();
  const { allowed, loading } = usePermission({
    permission: incidentsWritePermission,
    resourceRef: incident.entityRef,
  });
  const change = useApiMutation({
    api: incidentsApiRef,
    mutate: (api, input: { state: IncidentState; note?: string }) =>
      api.changeState(incident.id, {
        ...input,
        expectedVersion: incident.version,
      }),
  });
  if (loading) return null;
  if (!allowed) {
    return (
      <Typography variant="body2">
        Changing it needs the permission {incidentsWritePermission.name}.
      </Typography>
    );
  }
  const possible = nextStates(incident.state);
  return (
    <>
      {STEPS.filter(step => possible.includes(step.state)).map(step => (
        <Button
          key={step.state}
          size="small"
          color="primary"
          variant="outlined"
          onClick={() => setAsked(step)}
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
          onConfirm={async note => {
            await change.mutateAsync({
              state: asked.state,
              ...(note ? { note } : {}),
            });
            setAsked(undefined);
          }}
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
