import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import {
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

const MEANING: Record<Severity, string> = {
  P1: 'P1: service down or data at stake',
  P2: 'P2: a major feature is broken or slow',
  P3: 'P3: a minor feature is broken',
  P4: 'P4: cosmetic',
};

/** Opens an incident by hand; shown to those who may. */
export function DeclareButton() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const name = entity.metadata.title ?? entity.metadata.name;
  const [open, setOpen] = useState(false);
  const [severity, setSeverity] = useState<Severity>('P2');
  const { allowed } = usePermission({
    permission: incidentsWritePermission,
    resourceRef: entityRef,
  });
  const declare = useApiMutation({
    api: incidentsApiRef,
    mutate: (api, title: string) => api.declare(entityRef, { title, severity }),
  });
  if (!allowed) return null;
  return (
    <>
      <Button color="primary" variant="outlined" onClick={() => setOpen(true)}>
        Declare an incident
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Declare an incident of ${name}?`}
        effect={`Declare a ${severity} incident`}
        reason="required"
        onConfirm={async title => {
          await declare.mutateAsync(title);
          setOpen(false);
        }}
        errorContext={{
          what: `an incident of ${name}`,
          permission: incidentsWritePermission.name,
          whoCan: 'the owners of the service and the operators',
        }}
      >
        <p>
          Its clocks start now, and the owners of {name} are told. What you
          write below becomes its title. If unsure, choose the higher severity.
        </p>
        <TextField
          select
          id="declare-severity"
          label="Severity"
          variant="outlined"
          size="small"
          fullWidth
          value={severity}
          onChange={event => setSeverity(event.target.value as Severity)}
        >
          {SEVERITIES.map(each => (
            <MenuItem key={each} value={each}>
              {MEANING[each]}
            </MenuItem>
          ))}
        </TextField>
      </ConfirmDialog>
    </>
  );
}
