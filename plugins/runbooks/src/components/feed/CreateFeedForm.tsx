import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  ErrorPanel,
  quietTextColor,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  CreatedFeed,
  runbooksUsePermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { FormEvent, useId, useState } from 'react';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { runbooksTranslationRef } from '../../translation';
import { personName } from '../personName';

/** Stands for what the person and their groups own. */
const MINE = '';

const useStyles = makeStyles(theme => ({
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  },
  field: { minWidth: 220 },
  label: { '&&': { color: quietTextColor(theme) } },
}));

export interface CreateFeedFormProps {
  /** Groups of which a team feed can be made. */
  groups: readonly string[];
  onCreated: (feed: CreatedFeed) => void;
}

/** Makes a feed of what is mine, or of what one team owns. */
export function CreateFeedForm({ groups, onCreated }: CreateFeedFormProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [subject, setSubject] = useState(MINE);
  const id = useId();
  const create = useApiMutation({
    api: runbooksApiRef,
    mutate: api =>
      api.createFeed(
        subject === MINE
          ? { scope: 'personal' }
          : { scope: 'team', group: subject },
      ),
    onSuccess: onCreated,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <>
      <form className={classes.form} onSubmit={submit}>
        <TextField
          id={id}
          className={classes.field}
          select
          size="small"
          variant="outlined"
          label={t('feeds.of')}
          value={subject}
          onChange={({ target }) => setSubject(target.value)}
          InputLabelProps={{ shrink: true, className: classes.label }}
          SelectProps={{ native: true }}
        >
          <option value={MINE}>{t('feeds.mine')}</option>
          {groups.map(group => (
            <option key={group} value={group}>
              {t('feeds.team', { team: personName(group, t) })}
            </option>
          ))}
        </TextField>
        <Button
          type="submit"
          size="small"
          variant="contained"
          color="primary"
          disabled={create.isPending}
        >
          {t(create.isPending ? 'feeds.creating' : 'feeds.create')}
        </Button>
      </form>
      {create.error && (
        <ErrorPanel
          error={create.error}
          what={t('feeds.what')}
          action={t('feeds.createAction')}
          permission={runbooksUsePermission.name}
        />
      )}
    </>
  );
}
