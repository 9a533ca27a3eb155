import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { FormEvent, useEffect, useId, useRef, useState } from 'react';
import { runbooksTranslationRef } from '../../translation';

export interface NoteFormProps {
  /** What the note is about, for screen readers. */
  about: string;
  onSave: (note: string) => Promise<unknown>;
  onClose: () => void;
}

/** A note to a step: kept in the record of the run, also when a later one follows. */
export function NoteForm({ about, onSave, onClose }: NoteFormProps) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [note, setNote] = useState('');
  const [pending, setPending] = useState(false);
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  // The form opens because somebody wants to write.
  useEffect(() => input.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (note.trim() === '') return;
    setPending(true);
    try {
      await onSave(note.trim());
      onClose();
    } catch {
      // The step shows the error; what was written stays.
      setPending(false);
    }
  };
  return (
    <form onSubmit={submit}>
      <TextField
        id={id}
        label={t('note.label')}
        value={note}
        onChange={event => setNote(event.target.value)}
        inputProps={{
          maxLength: 4_000,
          'aria-label': t('note.on', { step: about }),
        }}
        fullWidth
        multiline
        inputRef={input}
        margin="dense"
        variant="outlined"
      />
      <Button size="small" type="submit" disabled={pending}>
        {t('note.save')}
      </Button>
      <Button size="small" onClick={onClose} disabled={pending}>
        {t('note.cancel')}
      </Button>
    </form>
  );
}
