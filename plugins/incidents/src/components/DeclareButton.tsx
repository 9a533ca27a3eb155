import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import {
  DeclareIncident,
  SEVERITIES,
  Severity,
  incidentsWritePermission,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  ConfirmDialog,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import { useState } from 'react';
import { incidentsApiRef } from '../api/incidentsApiRef';
import { incidentsTranslationRef } from '../translation';

/** As the contract has it. */
const TITLE_LENGTH = { min: 3, max: 200 };

/** Opens an incident by hand; shown to those who may. */
export function DeclareButton() {
  const { t } = useTranslationRef(incidentsTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const name = entity.metadata.title ?? entity.metadata.name;
  const [open, setOpen] = useState(false);
  const [severity, setSeverity] = useState<Severity>('P2');
  const [title, setTitle] = useState('');
  const { allowed } = usePermission({
    permission: incidentsWritePermission,
    resourceRef: entityRef,
  });
  const declare = useApiMutation({
    api: incidentsApiRef,
    mutate: (api, input: DeclareIncident) => api.declare(entityRef, input),
    onSuccess: () => setTitle(''),
  });
  if (!allowed) return null;
  // In a hurry nobody has to think of a title.
  const fallback = t('declare.defaultTitle', { name }).slice(
    0,
    TITLE_LENGTH.max,
  );
  const given = title.trim();
  return (
    <>
      <Button color="primary" variant="outlined" onClick={() => setOpen(true)}>
        {t('declare.button')}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('declare.title', { name })}
        effect={t('declare.effect', { severity })}
        reason="optional"
        onConfirm={note =>
          declare.mutateAsync({
            title: given.length < TITLE_LENGTH.min ? fallback : given,
            severity,
            ...(note ? { note } : {}),
          })
        }
        errorContext={{
          what: t('declare.what', { name }),
          permission: incidentsWritePermission.name,
          whoCan: t('write.whoCan'),
        }}
      >
        <p>{t('declare.consequence', { name })}</p>
        <TextField
          select
          id="declare-severity"
          label={t('declare.severity')}
          variant="outlined"
          margin="dense"
          fullWidth
          value={severity}
          onChange={event => setSeverity(event.target.value as Severity)}
          // The phone's own list is easier to hit than a menu.
          SelectProps={{ native: true }}
        >
          {SEVERITIES.map(each => (
            <option key={each} value={each}>
              {t(`severity.${each}`)}
            </option>
          ))}
        </TextField>
        <TextField
          id="declare-title"
          label={t('declare.broken')}
          helperText={t('declare.brokenHint', { title: fallback })}
          variant="outlined"
          margin="dense"
          fullWidth
          inputProps={{ maxLength: TITLE_LENGTH.max }}
          value={title}
          onChange={event => setTitle(event.target.value)}
        />
      </ConfirmDialog>
    </>
  );
}
