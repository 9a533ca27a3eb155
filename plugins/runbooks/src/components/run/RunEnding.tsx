import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  ConfirmDialog,
  ErrorPanel,
  quietTextColor,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  Run,
  runbooksRunPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { useState } from 'react';
import { runbooksApiRef } from '../../api/runbooksApiRef';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
    '@media print': { display: 'none' },
  },
  quiet: { color: quietTextColor(theme) },
}));

/** Finishes the run once every step is closed, or gives it up with a reason. */
export function RunEnding({ run }: { run: Run }) {
  const classes = useStyles();
  const [asking, setAsking] = useState(false);
  const finish = useApiMutation({
    api: runbooksApiRef,
    mutate: api => api.finishRun(run.id),
  });
  const abandon = useApiMutation({
    api: runbooksApiRef,
    mutate: (api, reason: string) => api.abandonRun(run.id, reason),
  });
  const open = run.total - run.closed;
  return (
    <>
      <div className={classes.root}>
        <Button
          variant="contained"
          color="primary"
          disabled={open > 0 || finish.isPending}
          onClick={() => finish.mutate()}
        >
          Finish the run
        </Button>
        <Button variant="outlined" onClick={() => setAsking(true)}>
          Abandon
        </Button>
        {open > 0 && (
          <span className={classes.quiet}>
            {open === 1 ? '1 step is' : `${open} steps are`} still open.
          </span>
        )}
      </div>
      {finish.error && (
        <ErrorPanel
          error={finish.error}
          what="this run"
          action="finish the run"
          permission={runbooksRunPermission.name}
        />
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Abandon this run?"
        effect="Abandon the run"
        reason="required"
        onConfirm={reason => abandon.mutateAsync(reason)}
        errorContext={{
          what: 'this run',
          permission: runbooksRunPermission.name,
        }}
      >
        What was ticked stays in the record. The checklist counts as not done
        and can be started again.
      </ConfirmDialog>
    </>
  );
}
