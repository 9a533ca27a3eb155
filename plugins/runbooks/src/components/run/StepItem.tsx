import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  RelativeTime,
  VerdictIcon,
  WalkProps,
  quietTextColor,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  RunStep,
  RunbookStep,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../../translation';
import { personName } from '../personName';
import { SafeMarkdown } from '../SafeMarkdown';
import { CheckEvidence } from './CheckEvidence';
import { CommandBlocks } from './CommandBlocks';
import { StepActions } from './StepActions';
import { StepEvidenceList } from './StepEvidenceList';
import { StepReview } from './StepReview';
import { StepTick } from './StepTick';

const useStyles = makeStyles(theme => ({
  step: {
    display: 'grid',
    gridTemplateColumns: '44px minmax(0, 1fr)',
    gap: theme.spacing(0, 1),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  text: { overflowWrap: 'anywhere', paddingTop: theme.spacing(1) },
  closed: { color: quietTextColor(theme) },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
  actions: { '@media print': { display: 'none' } },
  mark: { fontWeight: 500, whiteSpace: 'nowrap' },
}));

export interface StepItemProps {
  runId: string;
  step: RunbookStep;
  depth: number;
  state: RunStep;
  /** False once the run has ended. */
  editable: boolean;
  walk: WalkProps;
}

/** One step of a run: tick, text, marks, commands, live check, notes. */
export function StepItem(props: StepItemProps) {
  const { step, state, depth, editable, runId } = props;
  const { t } = useTranslationRef(runbooksTranslationRef);
  const classes = useStyles();
  return (
    <li className={classes.step} style={{ paddingInlineStart: depth * 16 }}>
      <StepTick {...props} />
      <div>
        <Typography
          component="div"
          className={`${classes.text} ${
            state.state === 'open' ? '' : classes.closed
          }`}
        >
          {step.killer && (
            <span className={classes.mark}>
              <VerdictIcon verdict="at-risk" decorative /> {t('step.killer')}{' '}
            </span>
          )}
          {step.text}
          {step.fourEyes && (
            <span className={classes.mark}> {t('step.fourEyes')}</span>
          )}
        </Typography>
        <StepOutcome state={state} />
        <StepReview {...props} />
        <StepEvidenceList
          runId={runId}
          evidence={state.evidence}
          of={step.text}
        />
        {step.context && <SafeMarkdown text={step.context} />}
        {step.check && (
          <CheckEvidence name={step.check.name} result={state.check} />
        )}
        <CommandBlocks commands={step.commands} of={step.text} />
        {editable && (
          <div className={classes.actions}>
            <StepActions runId={runId} step={step} state={state} />
          </div>
        )}
      </div>
    </li>
  );
}

function StepOutcome({ state }: { state: RunStep }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const classes = useStyles();
  const by = {
    who: personName(state.actor, t),
    when: <RelativeTime at={state.at ?? ''} />,
  };
  return (
    <div className={classes.quiet}>
      {state.at && (
        <div>
          {state.state === 'open'
            ? t('step.openedAgain', by)
            : t('step.closedBy', {
                ...by,
                state: t(`stepState.${state.state}`),
              })}
          {state.reason && `: ${state.reason}`}
        </div>
      )}
      {state.note && <div>{t('step.note', { note: state.note })}</div>}
    </div>
  );
}
