import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import {
  ConfirmDialog,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  Run,
  runbooksRunPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { useState } from 'react';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { runbooksTranslationRef } from '../../translation';

export interface RunCorrectionProps {
  run: Run;
  onRun: (runId: string) => void;
}

/** The run that this one corrects or is corrected by; begins a correction of an ended one. */
export function RunCorrection({ run, onRun }: RunCorrectionProps) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [asking, setAsking] = useState(false);
  const correct = useApiMutation({
    api: runbooksApiRef,
    mutate: (api, reason: string) => api.correctRun(run.id, reason),
    onSuccess: correction => onRun(correction.id),
  });
  const { corrects, correctedBy } = run;
  return (
    <div>
      {corrects && (
        <Button size="small" onClick={() => onRun(corrects)}>
          {t('correction.showCorrected')}
        </Button>
      )}
      {correctedBy && (
        <Button size="small" onClick={() => onRun(correctedBy)}>
          {t('correction.showCorrection')}
        </Button>
      )}
      {run.state !== 'running' && !correctedBy && (
        <Button size="small" variant="outlined" onClick={() => setAsking(true)}>
          {t('correction.begin')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('correction.title')}
        effect={t('correction.begin')}
        reason="required"
        onConfirm={reason => correct.mutateAsync(reason)}
        errorContext={{
          what: t('run.what'),
          permission: runbooksRunPermission.name,
        }}
      >
        {t('correction.consequence')}
      </ConfirmDialog>
    </div>
  );
}
