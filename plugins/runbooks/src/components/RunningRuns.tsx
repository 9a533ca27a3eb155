import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  RelativeTime,
  quietTextColor,
} from '@opsdeck/backstage-plugin-operations-react';
import { RunSummary } from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../translation';
import { personName } from './personName';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  run: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 1.5),
    marginBottom: theme.spacing(1),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
  },
  text: { flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
}));

export interface RunningRunsProps {
  runs: readonly RunSummary[];
  onRun: (runId: string) => void;
}

/** Runs under way: how far they are, and where to go on. */
export function RunningRuns({ runs, onRun }: RunningRunsProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  if (runs.length === 0) return null;
  return (
    <section className={classes.root}>
      <Typography variant="h6" component="h3">
        {t('running.title')}
      </Typography>
      <ul className={classes.list}>
        {runs.map(run => (
          <li key={run.id} className={classes.run}>
            <div className={classes.text}>
              {t('running.progress', {
                title: <strong>{run.title}</strong>,
                closed: String(run.closed),
                total: String(run.total),
              })}
              <div className={classes.quiet}>
                {run.last
                  ? t('running.last', {
                      step: run.last.text,
                      who: personName(run.last.actor, t),
                      when: <RelativeTime at={run.last.at} />,
                    })
                  : t('running.started', {
                      who: personName(run.startedBy, t),
                      when: <RelativeTime at={run.startedAt} />,
                    })}
              </div>
            </div>
            <Button
              size="small"
              variant="outlined"
              aria-label={t('running.goOnWithRun', { title: run.title })}
              onClick={() => onRun(run.id)}
            >
              {t('running.goOn')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
