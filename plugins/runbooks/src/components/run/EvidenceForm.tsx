import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { useApiMutation } from '@opsdeck/backstage-plugin-operations-react';
import { RunbookStep } from '@opsdeck/backstage-plugin-runbooks-common';
import { FormEvent, useId, useState } from 'react';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { runbooksTranslationRef } from '../../translation';
import { StepError } from './StepError';

const KINDS = ['link', 'text', 'json', 'file'] as const;
type Kind = (typeof KINDS)[number];

export interface EvidenceFormProps {
  runId: string;
  step: RunbookStep;
  onClose: () => void;
}

/** Attaches a link, a text, JSON or a file to a step; it can never be taken away again. */
export function EvidenceForm({ runId, step, onClose }: EvidenceFormProps) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [kind, setKind] = useState<Kind>('link');
  const [content, setContent] = useState('');
  const [file, setFile] = useState<File>();
  const id = useId();
  const add = useApiMutation({
    api: runbooksApiRef,
    mutate: api => {
      switch (kind) {
        case 'file':
          if (!file) throw new Error(t('evidence.chooseFile'));
          return api.addFile(
            runId,
            step.id,
            {
              name: file.name,
              ...(file.type ? { mediaType: file.type.slice(0, 100) } : {}),
            },
            file,
          );
        case 'json':
          return api.addEvidence(runId, step.id, {
            kind,
            json: JSON.parse(content),
          });
        case 'text':
          return api.addEvidence(runId, step.id, { kind, text: content });
        default:
          return api.addEvidence(runId, step.id, { kind, url: content.trim() });
      }
    },
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form
      onSubmit={submit}
      aria-label={t('evidence.addTo', { step: step.text })}
    >
      <TextField
        id={`${id}-kind`}
        select
        size="small"
        margin="dense"
        variant="outlined"
        label={t('evidence.kind')}
        value={kind}
        onChange={({ target }) => {
          const chosen = KINDS.find(each => each === target.value);
          if (chosen) setKind(chosen);
        }}
        SelectProps={{ native: true }}
      >
        {KINDS.map(each => (
          <option key={each} value={each}>
            {t(`evidence.kinds.${each}`)}
          </option>
        ))}
      </TextField>
      {kind === 'file' ? (
        <div>
          <label htmlFor={`${id}-file`}>{t('evidence.kinds.file')}</label>{' '}
          <input
            id={`${id}-file`}
            type="file"
            onChange={({ target }) => setFile(target.files?.[0])}
          />
        </div>
      ) : (
        <TextField
          id={`${id}-content`}
          label={t(`evidence.kinds.${kind}`)}
          value={content}
          onChange={({ target }) => setContent(target.value)}
          fullWidth
          multiline={kind !== 'link'}
          margin="dense"
          variant="outlined"
        />
      )}
      <Button size="small" type="submit" disabled={add.isPending}>
        {t('evidence.attach')}
      </Button>
      <Button size="small" onClick={onClose} disabled={add.isPending}>
        {t('note.cancel')}
      </Button>
      <StepError error={add.error} step={step} />
    </form>
  );
}
