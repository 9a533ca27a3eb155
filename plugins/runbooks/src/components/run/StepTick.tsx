import { useTranslationRef } from '@backstage/frontend-plugin-api';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import {
  ConfirmDialog,
  VerdictIcon,
  WalkProps,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  RunStep,
  RunbookStep,
  StepState,
  isFresh,
  runbooksRunPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { useState } from 'react';
import { runbooksTranslationRef } from '../../translation';
import { StepError } from './StepError';
import { useSetStep } from './useSetStep';

const useStyles = makeStyles(theme => ({
  // What it consists of stands in the grid of the step.
  root: { display: 'contents' },
  // A finger needs 44 pixels (WCAG 2.2, 2.5.5).
  tick: {
    width: 44,
    height: 44,
    borderRadius: theme.shape.borderRadius,
    '&:focus-visible': { outline: `2px solid ${theme.palette.text.primary}` },
  },
  box: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: 24,
    height: 24,
    border: `2px solid ${theme.palette.text.primary}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

const SHAPES: Record<StepState, Verdict | 'none' | null> = {
  open: 'none',
  done: 'met',
  failed: 'breached',
  'not-applicable': null,
  skipped: null,
  deferred: 'at-risk',
};

export interface StepTickProps {
  runId: string;
  step: RunbookStep;
  state: RunStep;
  editable: boolean;
  walk: WalkProps;
}

/** Ticks a step and takes the tick back; asks for a reason where a live check does not pass. */
export function StepTick({
  runId,
  step,
  state,
  editable,
  walk,
}: StepTickProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [asking, setAsking] = useState(false);
  const set = useSetStep(runId, state);
  const passes =
    state.check?.outcome === 'pass' && isFresh(state.check, new Date());
  const toggle = () => {
    if (state.state !== 'open') set.mutate({ state: 'open' });
    else if (step.check && !passes) setAsking(true);
    else set.mutate({ state: 'done' });
  };
  const { ref, ...keys } = walk;
  const shape = SHAPES[state.state];
  return (
    <div className={classes.root}>
      <ButtonBase
        className={classes.tick}
        role="checkbox"
        aria-checked={checkedOf(state.state)}
        aria-label={t('step.tick', {
          step: step.text,
          state: t(`stepState.${state.state}`),
        })}
        aria-disabled={!editable}
        onClick={() => {
          if (editable && !set.isPending) toggle();
        }}
        ref={ref}
        {...keys}
      >
        <span className={classes.box}>
          {shape !== 'none' && <VerdictIcon verdict={shape} decorative />}
        </span>
      </ButtonBase>
      <StepError error={set.error} step={step} />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('step.againstCheck')}
        effect={t('step.markDone')}
        reason="required"
        onConfirm={reason => set.mutateAsync({ state: 'done', reason })}
        errorContext={{
          what: t('step.what', { step: step.text }),
          permission: runbooksRunPermission.name,
        }}
      >
        {state.check?.reason ?? t('step.notLookedAt')} {t('step.reasonKept')}
      </ConfirmDialog>
    </div>
  );
}

function checkedOf(state: StepState): boolean | 'mixed' {
  if (state === 'open') return false;
  return state === 'done' ? true : 'mixed';
}
