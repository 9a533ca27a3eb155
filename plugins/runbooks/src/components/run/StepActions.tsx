import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { ConfirmDialog } from '@opsdeck/backstage-plugin-operations-react';
import {
  RunStep,
  RunbookStep,
  StepState,
  runbooksRunPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { useState } from 'react';
import { NoteForm } from './NoteForm';
import { StepError } from './StepError';
import { OTHER_STATES, stateWord } from './stepWords';
import { useSetStep } from './useSetStep';

export interface StepActionsProps {
  runId: string;
  step: RunbookStep;
  state: RunStep;
}

/** What else can become of a step, and notes on it. */
export function StepActions({ runId, step, state }: StepActionsProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [choice, setChoice] = useState<[StepState, string]>();
  const [asking, setAsking] = useState(false);
  const [noting, setNoting] = useState(false);
  const set = useSetStep(runId, state);
  const offered = OTHER_STATES.filter(
    ([other]) => other !== state.state && !(other === 'skipped' && step.killer),
  );
  return (
    <>
      <Button
        size="small"
        aria-haspopup="menu"
        aria-label={`Other outcome of ${step.text}`}
        onClick={event => setAnchor(event.currentTarget)}
      >
        Other outcome
      </Button>
      <Button
        size="small"
        aria-label={`Add a note to ${step.text}`}
        onClick={() => setNoting(true)}
      >
        Note
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {offered.map(other => (
          <MenuItem
            key={other[0]}
            onClick={() => {
              setAnchor(null);
              setChoice(other);
              setAsking(true);
            }}
          >
            {other[1]}
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
          title={`Is this step ${stateWord(choice[0])}?`}
          effect={choice[1]}
          reason="required"
          onConfirm={reason => set.mutateAsync({ state: choice[0], reason })}
          errorContext={{
            what: `the step “${step.text}”`,
            permission: runbooksRunPermission.name,
          }}
        >
          {step.text}
        </ConfirmDialog>
      )}
    </>
  );
}
