import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { ErrorPanel } from '@opsdeck/backstage-plugin-operations-react';
import {
  RunbookStep,
  runbooksRunPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../../translation';

// Below the whole step where it stands in its grid.
const useStyles = makeStyles({
  wide: { gridColumn: '1 / -1', order: 1 },
});

export interface StepErrorProps {
  error: Error | null;
  step: RunbookStep;
}

/** Why a change of a step was refused. */
export function StepError({ error, step }: StepErrorProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  if (!error) return null;
  return (
    <div className={classes.wide}>
      <ErrorPanel
        error={error}
        what={t('step.what', { step: step.text })}
        action={t('step.change')}
        permission={runbooksRunPermission.name}
      />
    </div>
  );
}
