import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CopyButton,
  DurationText,
  ErrorPanel,
  LoadingSkeleton,
  RelativeTime,
  quietTextColor,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  Run,
  flattenSteps,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { PlaceLink } from '../ChecklistDetails';
import { RunLength } from '../LastRun';
import { personName } from '../personName';
import { RunOutcome } from '../RunHistory';
import { SafeMarkdown } from '../SafeMarkdown';
import { CommandBlocks } from './CommandBlocks';
import { RunEnding } from './RunEnding';
import { RunEvents } from './RunEvents';
import { StepItem } from './StepItem';
import { useStepWalk } from './useStepWalk';

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
  const { data, error, refetch } = useApiQuery({
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
          All checklists
        </Button>
        <CopyButton text={() => window.location.href} label="Copy link" />
      </div>
      {error && (
        <ErrorPanel
          what="this run"
          error={error}
          permission={runbooksReadPermission.name}
          onRetry={refetch}
        />
      )}
      {!data && !error && <LoadingSkeleton what="run" />}
      {data && <RunContent run={data} />}
    </>
  );
}

function RunContent({ run }: { run: Run }) {
  const classes = useStyles();
  const { definition } = run;
  const editable = run.state === 'running';
  const states = new Map(run.steps.map(step => [step.stepId, step]));
  const steps = flattenSteps(definition.steps);
  const walk = useStepWalk(
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
      <ol className={classes.steps} aria-label="Steps">
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
        Record
      </Typography>
      <RunEvents run={run} />
    </>
  );
}

/** How far the run is, who began it and where to go on. */
function RunProgress({ run }: { run: Run }) {
  const { last, definition } = run;
  return (
    <>
      <div role="status">
        {run.closed} of {run.total} steps
        {run.failed > 0 && `, ${run.failed} failed`}
      </div>
      <div>
        started by {personName(run.startedBy)},{' '}
        <RelativeTime at={run.startedAt} />
        {run.dueAt && (
          <>
            , due <RelativeTime at={run.dueAt} />
          </>
        )}
        {definition.duration && (
          <>
            , planned <DurationText value={definition.duration} />
          </>
        )}
      </div>
      {run.endedAt ? (
        <div>
          <RunOutcome run={run} /> by {personName(run.endedBy)},{' '}
          <RelativeTime at={run.endedAt} />, after <RunLength run={run} />
          {run.reason && `: ${run.reason}`}
        </div>
      ) : (
        last && (
          <div>
            last: {last.text} by {personName(last.actor)},{' '}
            <RelativeTime at={last.at} />
          </div>
        )
      )}
    </>
  );
}
