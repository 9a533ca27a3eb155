import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  Incident,
  incidentsWritePermission,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  ErrorPanel,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import { FormEvent, useState } from 'react';
import { incidentsApiRef } from '../api/incidentsApiRef';
import { incidentsTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  },
  field: { flex: '1 1 220px' },
}));

/** Writes a note into the timeline; shown to those who may. */
export function AddNote({ incident }: { incident: Incident }) {
  const classes = useStyles();
  const { t } = useTranslationRef(incidentsTranslationRef);
  const [text, setText] = useState('');
  const { allowed } = usePermission({
    permission: incidentsWritePermission,
    resourceRef: incident.entityRef,
  });
  const add = useApiMutation({
    api: incidentsApiRef,
    mutate: (api, note: string) => api.addNote(incident.id, { text: note }),
    onSuccess: () => setText(''),
  });
  if (!allowed) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(text.trim());
  };
  return (
    <>
      <form className={classes.form} onSubmit={submit}>
        <TextField
          id="incident-note"
          label={t('note.label')}
          variant="outlined"
          size="small"
          className={classes.field}
          multiline
          inputProps={{ maxLength: 5_000 }}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <Button
          type="submit"
          variant="outlined"
          color="primary"
          disabled={text.trim() === '' || add.isPending}
        >
          {t('note.add')}
        </Button>
      </form>
      {add.error && (
        <ErrorPanel
          what={t('note.what')}
          error={add.error}
          permission={incidentsWritePermission.name}
        />
      )}
    </>
  );
}
