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

export interface StartButtonProps {
  checklist: ChecklistSummary;
  onRun: (runId: string) => void;
}

/** Starts the occurrence that is open, else a run out of turn; goes on with one under way. */
export function StartButton({ checklist, onRun }: StartButtonProps) {
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
        aria-label={`Go on with ${title}`}
        onClick={() => onRun(runningId)}
      >
        Go on
      </Button>
    );
  }
  if (!allowed) return null;
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        aria-label={`Start ${title}`}
        disabled={start.isPending}
        onClick={() => start.mutate()}
      >
        {start.isPending ? 'Starting …' : 'Start'}
      </Button>
      {start.error && (
        <ErrorPanel
          error={start.error}
          what={`the checklist “${title}”`}
          action={`start “${title}”`}
          permission={runbooksRunPermission.name}
        />
      )}
    </>
  );
}
