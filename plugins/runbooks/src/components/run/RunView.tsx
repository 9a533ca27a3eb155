import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CopyButton,
  DurationText,
  QueryBoundary,
  RelativeTime,
  quietTextColor,
  useApiQuery,
  useWalk,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  Run,
  flattenSteps,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { runbooksTranslationRef } from '../../translation';
import { PlaceLink } from '../ChecklistDetails';
import { RunLength } from '../LastRun';
import { personName } from '../personName';
import { RunOutcome } from '../RunHistory';
import { SafeMarkdown } from '../SafeMarkdown';
import { CommandBlocks } from './CommandBlocks';
import { RunEnding } from './RunEnding';
import { RunEvents } from './RunEvents';
import { StepItem } from './StepItem';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
    '@media print': { display: 'none' },
  },
  quiet: { color: quietTextColor(theme), overflowWrap: 'anywhere' },
  steps: {
    margin: theme.spacing(1, 0, 2),
    padding: 0,
    listStyle: 'none',
  },
}));

export interface RunViewProps {
  runId: string;
  onBack: () => void;
}

/** A run over the whole width: its steps, and what happened so far. */
export function RunView({ runId, onBack }: RunViewProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const query = useApiQuery({
    api: runbooksApiRef,
    // The id is part of the name: one run never stands in for another.
    name: [`run ${runId}`],
    query: (api, { signal }) => api.getRun(runId, { signal }),
    // Others may work on it too.
    refetchIntervalMs: 5_000,
  });
  return (
    <>
      <div className={classes.head}>
        <Button size="small" variant="outlined" onClick={onBack}>
          {t('run.all')}
        </Button>
        <CopyButton
          text={() => window.location.href}
          label={t('run.copyLink')}
        />
      </div>
      <QueryBoundary
        query={query}
        what={t('run.what')}
        permission={runbooksReadPermission.name}
      >
        {run => <RunContent run={run} />}
      </QueryBoundary>
    </>
  );
}

function RunContent({ run }: { run: Run }) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const { definition } = run;
  const editable = run.state === 'running';
  const states = new Map(run.steps.map(step => [step.stepId, step]));
  const steps = flattenSteps(definition.steps);
  const walk = useWalk(
    steps.map(({ step }) => step.id),
    run.steps.find(({ state }) => state === 'open')?.stepId,
  );
  return (
    <>
      <Typography variant="h5" component="h2">
        {run.title}
      </Typography>
      <Typography component="div" className={classes.quiet}>
        <RunProgress run={run} />
        <div>
          {definition.headingPath.join(' ▸ ')} · <PlaceLink place={run.place} />
        </div>
      </Typography>
      {definition.context && <SafeMarkdown text={definition.context} />}
      <CommandBlocks commands={definition.commands} of={run.title} />
      <ol className={classes.steps} aria-label={t('run.steps')}>
        {steps.map(({ step, depth }) => {
          const state = states.get(step.id);
          return (
            state && (
              <StepItem
                key={step.id}
                runId={run.id}
                step={step}
                depth={depth}
                state={state}
                editable={editable}
                walk={walk(step.id)}
              />
            )
          );
        })}
      </ol>
      {editable && <RunEnding run={run} />}
      <Typography variant="h6" component="h3">
        {t('run.record')}
      </Typography>
      <RunEvents run={run} />
    </>
  );
}

/** How far the run is, who began it and where to go on. */
function RunProgress({ run }: { run: Run }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const { last, definition } = run;
  const progress = { closed: String(run.closed), total: String(run.total) };
  return (
    <>
      <div role="status">
        {run.failed > 0
          ? t('run.progressWithFailures', {
              ...progress,
              failed: String(run.failed),
            })
          : t('run.progress', progress)}
      </div>
      <div>
        {t('run.startedBy', {
          who: personName(run.startedBy, t),
          when: <RelativeTime at={run.startedAt} />,
        })}
        {run.dueAt && (
          <>, {t('run.due', { when: <RelativeTime at={run.dueAt} /> })}</>
        )}
        {definition.duration && (
          <>
            ,{' '}
            {t('run.planned', {
              length: <DurationText value={definition.duration} />,
            })}
          </>
        )}
      </div>
      {run.endedAt ? (
        <div>
          {t('run.ended', {
            outcome: <RunOutcome run={run} />,
            who: personName(run.endedBy, t),
            when: <RelativeTime at={run.endedAt} />,
            length: <RunLength run={run} />,
          })}
          {run.reason && `: ${run.reason}`}
        </div>
      ) : (
        last && (
          <div>
            {t('running.last', {
              step: last.text,
              who: personName(last.actor, t),
              when: <RelativeTime at={last.at} />,
            })}
          </div>
        )
      )}
    </>
  );
}
