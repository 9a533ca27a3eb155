import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CopyButton,
  DurationText,
  QueryBoundary,
  SaveButton,
  VerdictIcon,
  RelativeTime,
  quietTextColor,
  useWalk,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  Run,
  isLonger,
  pausedBy,
  sectionsOf,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Fragment, useRef } from 'react';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { runbooksTranslationRef } from '../../translation';
import { PlaceLink } from '../ChecklistDetails';
import { RunLength } from '../LastRun';
import { PaceChip } from '../PaceChip';
import { personName } from '../personName';
import { RunOutcome } from '../RunHistory';
import { SafeMarkdown } from '../SafeMarkdown';
import { CommandBlocks } from './CommandBlocks';
import { RunCorrection } from './RunCorrection';
import { RunEnding } from './RunEnding';
import { RunEvents } from './RunEvents';
import { StepItem } from './StepItem';
import { useRun } from './useRun';
import { useStepKeys } from './useStepKeys';

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
  noPrint: { '@media print': { display: 'none' } },
  // Who works with a finger has no keys.
  keys: {
    '@media print': { display: 'none' },
    '@media (pointer: coarse)': { display: 'none' },
  },
  pause: {
    padding: theme.spacing(1, 0),
    borderBottom: `2px solid ${theme.palette.text.primary}`,
    fontWeight: 500,
  },
  steps: {
    margin: theme.spacing(1, 0, 2),
    padding: 0,
    listStyle: 'none',
  },
}));

export interface RunViewProps {
  runId: string;
  onBack: () => void;
  onRun: (runId: string) => void;
}

/** A run over the whole width: its steps, and what happened so far. */
export function RunView({ runId, onBack, onRun }: RunViewProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const query = useRun(runId);
  const api = useApi(runbooksApiRef);
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
        <Button size="small" variant="outlined" onClick={() => window.print()}>
          {t('run.print')}
        </Button>
        <SaveButton
          fileName={`run-${runId}.evidence.jsonl`}
          load={() => api.exportRun(runId)}
          errorContext={{
            what: t('run.what'),
            permission: runbooksReadPermission.name,
          }}
        >
          {t('run.export')}
        </SaveButton>
      </div>
      <QueryBoundary
        query={query}
        what={t('run.what')}
        permission={runbooksReadPermission.name}
      >
        {run => <RunContent run={run} onRun={onRun} />}
      </QueryBoundary>
    </>
  );
}

function RunContent({
  run,
  onRun,
}: {
  run: Run;
  onRun: (runId: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const { definition } = run;
  const editable = run.state === 'running';
  const states = new Map(run.steps.map(step => [step.stepId, step]));
  const sections = sectionsOf(definition.steps);
  const steps = sections.flat();
  const list = useRef<HTMLOListElement>(null);
  useStepKeys(list);
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
      {editable && (
        <div className={classes.quiet}>
          {t(`run.mode-${definition.mode}`)}{' '}
          <span className={classes.keys}>{t('run.keys')}</span>
        </div>
      )}
      <ol className={classes.steps} aria-label={t('run.steps')} ref={list}>
        {sections.map((section, index) => (
          <Fragment key={section[0].step.id}>
            {index > 0 && <PausePoint run={run} before={section[0].step.id} />}
            {section.map(({ step, depth }) => {
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
          </Fragment>
        ))}
      </ol>
      {editable && <RunEnding run={run} />}
      <div className={classes.noPrint}>
        <RunCorrection run={run} onRun={onRun} />
      </div>
      <Typography variant="h6" component="h3">
        {t('run.record')}
      </Typography>
      <RunEvents run={run} />
    </>
  );
}

/** Where the work stops until everything above is settled. */
function PausePoint({ run, before }: { run: Run; before: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const waits = pausedBy(run.definition.steps, run.steps, before);
  return (
    <li className={classes.pause}>
      <VerdictIcon verdict={waits ? 'at-risk' : 'met'} decorative />{' '}
      {t(waits ? 'step.pause' : 'step.pausePassed')}
    </li>
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
        {run.assignee && (
          <>, {t('handOver.withWhom', { who: personName(run.assignee, t) })}</>
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
      <PaceChip run={run} />
      {run.endedAt ? (
        <div>
          {t('run.ended', {
            outcome: <RunOutcome run={run} />,
            who: personName(run.endedBy, t),
            when: <RelativeTime at={run.endedAt} />,
            length: <RunLength run={run} />,
          })}
          {isLonger(run) && ` (${t('run.longer')})`}
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
