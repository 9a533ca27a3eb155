import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
import { incidentsTranslationRef } from '../translation';
import { Step, stepsOf } from './steps';

/** What can be done about an incident now, each button named after its effect. */
export function StateButtons({ incident }: { incident: Incident }) {
  const { t } = useTranslationRef(incidentsTranslationRef);
  const [asked, setAsked] = useState<{ step: Step; version: number }>();
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
  const { number } = incident;
  if (!allowed) {
    return (
      <Typography variant="body2">
        {t('write.denied', { permission: incidentsWritePermission.name })}
      </Typography>
    );
  }
  return (
    <>
      {stepsOf(incident).map(step => (
        <Button
          key={step}
          size="small"
          color="primary"
          variant="outlined"
          // What is shown now is what is agreed to, whatever changes meanwhile.
          onClick={() => setAsked({ step, version: incident.version })}
        >
          {t(`step.${step}.effect`, { number })}
        </Button>
      ))}
      {asked && (
        <ConfirmDialog
          open
          onClose={() => setAsked(undefined)}
          title={t('step.question', {
            effect: t(`step.${asked.step}.effect`, { number }),
          })}
          effect={t(`step.${asked.step}.effect`, { number })}
          reason="optional"
          onConfirm={note =>
            change.mutateAsync({
              state: asked.step,
              expectedVersion: asked.version,
              ...(note ? { note } : {}),
            })
          }
          errorContext={{
            what: number,
            permission: incidentsWritePermission.name,
            whoCan: t('write.whoCan'),
          }}
        >
          {t(`step.${asked.step}.consequence`)}
        </ConfirmDialog>
      )}
    </>
  );
}
