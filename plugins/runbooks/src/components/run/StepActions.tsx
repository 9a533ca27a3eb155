import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { ConfirmDialog } from '@opsdeck/backstage-plugin-operations-react';
import {
  RunStep,
  RunbookStep,
  runbooksRunPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { useState } from 'react';
import { runbooksTranslationRef } from '../../translation';
import { EvidenceForm } from './EvidenceForm';
import { NoteForm } from './NoteForm';
import { StepError } from './StepError';
import { OTHER_STATES, OtherState } from './otherStates';
import { useSetStep } from './useSetStep';

export interface StepActionsProps {
  runId: string;
  step: RunbookStep;
  state: RunStep;
}

/** What else can become of a step, and notes on it. */
export function StepActions({ runId, step, state }: StepActionsProps) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [choice, setChoice] = useState<OtherState>();
  const [asking, setAsking] = useState(false);
  const [noting, setNoting] = useState(false);
  const [attaching, setAttaching] = useState(false);
  const set = useSetStep(runId, state);
  const offered = OTHER_STATES.filter(
    other => other !== state.state && (other === 'failed' || !step.killer),
  );
  return (
    <>
      <Button
        size="small"
        aria-haspopup="menu"
        aria-label={t('step.otherOutcomeOf', { step: step.text })}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('step.otherOutcome')}
      </Button>
      <Button
        size="small"
        aria-label={t('step.addNoteTo', { step: step.text })}
        onClick={() => setNoting(true)}
      >
        {t('step.noteButton')}
      </Button>
      <Button
        size="small"
        aria-label={t('evidence.addTo', { step: step.text })}
        onClick={() => setAttaching(true)}
      >
        {t('evidence.add')}
      </Button>
      {attaching && (
        <EvidenceForm
          runId={runId}
          step={step}
          onClose={() => setAttaching(false)}
        />
      )}
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {offered.map(other => (
          <MenuItem
            key={other}
            onClick={() => {
              setAnchor(null);
              setChoice(other);
              setAsking(true);
            }}
          >
            {t(`stepEffect.${other}`)}
          </MenuItem>
        ))}
      </Menu>
      {noting && (
        <NoteForm
          about={step.text}
          onSave={note => set.mutateAsync({ state: state.state, note })}
          onClose={() => setNoting(false)}
        />
      )}
      {noting && <StepError error={set.error} step={step} />}
      {choice && (
        <ConfirmDialog
          open={asking}
          onClose={() => setAsking(false)}
          title={t('step.question', { state: t(`stepState.${choice}`) })}
          effect={t(`stepEffect.${choice}`)}
          reason="required"
          onConfirm={reason => set.mutateAsync({ state: choice, reason })}
          errorContext={{
            what: t('step.what', { step: step.text }),
            permission: runbooksRunPermission.name,
          }}
        >
          {step.text}
        </ConfirmDialog>
      )}
    </>
  );
}
