import { useApiMutation } from '@opsdeck/backstage-plugin-operations-react';
import { RunStep, SetStep } from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../../api/runbooksApiRef';

/** Sets a step on the basis of what is on screen; refused when somebody was faster. */
export function useSetStep(runId: string, state: RunStep) {
  return useApiMutation({
    api: runbooksApiRef,
    mutate: (api, change: Omit<SetStep, 'expectedVersion'>) =>
      api.setStep(runId, state.stepId, {
        ...change,
        expectedVersion: state.version,
      }),
  });
}
