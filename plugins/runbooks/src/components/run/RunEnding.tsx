import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
import { runbooksTranslationRef } from '../../translation';
import { HandOverForm } from './HandOverForm';

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
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [asking, setAsking] = useState(false);
  const [handing, setHanding] = useState(false);
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
          disabled={open > 0 || run.awaiting > 0 || finish.isPending}
          onClick={() => finish.mutate()}
        >
          {t('run.finish')}
        </Button>
        <Button variant="outlined" onClick={() => setAsking(true)}>
          {t('run.abandon')}
        </Button>
        <Button variant="outlined" onClick={() => setHanding(true)}>
          {t('handOver.open')}
        </Button>
        {open > 0 && (
          <span className={classes.quiet}>
            {t('run.open', { count: open })}
          </span>
        )}
        {run.awaiting > 0 && (
          <span className={classes.quiet}>
            {t('run.awaiting', { count: run.awaiting })}
          </span>
        )}
      </div>
      {handing && <HandOverForm run={run} onClose={() => setHanding(false)} />}
      {finish.error && (
        <ErrorPanel
          error={finish.error}
          what={t('run.what')}
          action={t('run.finishAction')}
          permission={runbooksRunPermission.name}
        />
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('run.abandonTitle')}
        effect={t('run.abandonEffect')}
        reason="required"
        onConfirm={reason => abandon.mutateAsync(reason)}
        errorContext={{
          what: t('run.what'),
          permission: runbooksRunPermission.name,
        }}
      >
        {t('run.abandonConsequence')}
      </ConfirmDialog>
    </>
  );
}
