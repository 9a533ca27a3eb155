import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import {
  ErrorPanel,
  useApiMutation,
  useEntityRef,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  ChecklistSummary,
  runbooksRunPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../api/runbooksApiRef';
import { runbooksTranslationRef } from '../translation';

export interface StartButtonProps {
  checklist: ChecklistSummary;
  onRun: (runId: string) => void;
}

/** Starts the occurrence that is open, else a run out of turn; goes on with one under way. */
export function StartButton({ checklist, onRun }: StartButtonProps) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const entityRef = useEntityRef();
  const { due, runningId, title } = checklist;
  const { allowed } = usePermission({
    permission: runbooksRunPermission,
    resourceRef: entityRef,
  });
  const start = useApiMutation({
    api: runbooksApiRef,
    mutate: api =>
      api.startRun(entityRef, {
        checklistId: checklist.id,
        ...(due && due.doneAt === null ? { scheduledAt: due.scheduledAt } : {}),
      }),
    onSuccess: run => onRun(run.id),
  });
  if (runningId) {
    return (
      <Button
        size="small"
        variant="outlined"
        aria-label={t('start.goOnWith', { title })}
        onClick={() => onRun(runningId)}
      >
        {t('running.goOn')}
      </Button>
    );
  }
  if (!allowed) return null;
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        aria-label={t('start.startNamed', { title })}
        disabled={start.isPending}
        onClick={() => start.mutate()}
      >
        {t(start.isPending ? 'start.starting' : 'start.start')}
      </Button>
      {start.error && (
        <ErrorPanel
          error={start.error}
          what={t('start.what', { title })}
          action={t('start.action', { title })}
          permission={runbooksRunPermission.name}
        />
      )}
    </>
  );
}
