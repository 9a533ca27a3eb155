import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import {
  ErrorPanel,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  Run,
  runbooksRunPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { FormEvent, useId, useState } from 'react';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { runbooksTranslationRef } from '../../translation';

export interface HandOverFormProps {
  run: Run;
  onClose: () => void;
}

/** Hands a run to another person or group, with what they should know. */
export function HandOverForm({ run, onClose }: HandOverFormProps) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const id = useId();
  const handOver = useApiMutation({
    api: runbooksApiRef,
    mutate: api =>
      api.handOver(run.id, {
        to: to.trim(),
        ...(note.trim() ? { note: note.trim() } : {}),
        expectedAssignee: run.assignee,
      }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    handOver.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={t('handOver.title')}>
      <TextField
        id={`${id}-to`}
        label={t('handOver.to')}
        helperText={t('handOver.toHint')}
        value={to}
        onChange={({ target }) => setTo(target.value)}
        required
        fullWidth
        margin="dense"
        variant="outlined"
      />
      <TextField
        id={`${id}-note`}
        label={t('handOver.note')}
        value={note}
        onChange={({ target }) => setNote(target.value)}
        inputProps={{ maxLength: 4_000 }}
        fullWidth
        multiline
        margin="dense"
        variant="outlined"
      />
      <Button size="small" type="submit" disabled={handOver.isPending}>
        {t('handOver.do')}
      </Button>
      <Button size="small" onClick={onClose} disabled={handOver.isPending}>
        {t('note.cancel')}
      </Button>
      {handOver.error && (
        <ErrorPanel
          error={handOver.error}
          what={t('run.what')}
          action={t('handOver.action')}
          permission={runbooksRunPermission.name}
        />
      )}
    </form>
  );
}
