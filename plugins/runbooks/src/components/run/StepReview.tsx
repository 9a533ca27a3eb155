import { identityApiRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import {
  ConfirmDialog,
  RelativeTime,
  VerdictChip,
  useApiMutation,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  RunStep,
  RunbookStep,
  awaitsConfirmation,
  runbooksRunPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { useState } from 'react';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { runbooksTranslationRef } from '../../translation';
import { personName } from '../personName';
import { StepError } from './StepError';

export interface StepReviewProps {
  runId: string;
  step: RunbookStep;
  state: RunStep;
  editable: boolean;
}

/** The second person of a four-eyes step: wanted, or who it was. */
export function StepReview({ runId, step, state, editable }: StepReviewProps) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [asking, setAsking] = useState(false);
  const reader = useApiQuery({
    api: identityApiRef,
    name: ['reader'],
    query: api => api.getBackstageIdentity(),
  });
  // The backend refuses it too; a button that only refuses is none.
  const isDoer = reader.data?.userEntityRef === state.actor;
  const expectedVersion = state.version;
  const confirm = useApiMutation({
    api: runbooksApiRef,
    mutate: api => api.confirmStep(runId, step.id, { expectedVersion }),
  });
  const reject = useApiMutation({
    api: runbooksApiRef,
    mutate: (api, reason: string) =>
      api.rejectStep(runId, step.id, { reason, expectedVersion }),
  });
  if (!step.fourEyes) return null;
  if (state.confirmedBy !== null) {
    return (
      <div>
        <VerdictChip
          verdict="met"
          label={t('review.confirmed', {
            who: personName(state.confirmedBy, t),
          })}
        />{' '}
        {state.confirmedAt && <RelativeTime at={state.confirmedAt} />}
      </div>
    );
  }
  if (!awaitsConfirmation(step, state)) return null;
  return (
    <div>
      <VerdictChip verdict="at-risk" label={t('review.waits')} />{' '}
      {t('review.notBy', { who: personName(state.actor, t) })}
      {editable && !reader.isPending && !isDoer && (
        <div>
          <Button
            size="small"
            variant="outlined"
            aria-label={t('review.confirmStep', { step: step.text })}
            disabled={confirm.isPending}
            onClick={() => confirm.mutate()}
          >
            {t('review.confirm')}
          </Button>{' '}
          <Button
            size="small"
            aria-label={t('review.rejectStep', { step: step.text })}
            onClick={() => setAsking(true)}
          >
            {t('review.reject')}
          </Button>
        </div>
      )}
      <StepError error={confirm.error} step={step} />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('review.rejectTitle')}
        effect={t('review.rejectEffect')}
        reason="required"
        onConfirm={reason => reject.mutateAsync(reason)}
        errorContext={{
          what: t('step.what', { step: step.text }),
          permission: runbooksRunPermission.name,
        }}
      >
        {step.text}
      </ConfirmDialog>
    </div>
  );
}
