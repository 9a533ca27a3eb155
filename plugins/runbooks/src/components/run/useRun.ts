import { useSignal } from '@backstage/plugin-signals-react';
import { useApiQuery } from '@opsdeck/backstage-plugin-operations-react';
import { RUN_CHANGED_CHANNEL } from '@opsdeck/backstage-plugin-runbooks-common';
import { useEffect } from 'react';
import { runbooksApiRef } from '../../api/runbooksApiRef';

/** How often to ask without signals: others may work on the run too. */
const POLL_MS = 5_000;

/**
 * With signals the page still asks now and then: a lost connection must not leave
 * an old state on screen, and the backend tells only those who have asked lately.
 */
const SAFETY_MS = 60_000;

/** A run as it stands, also when somebody else changes it. */
export function useRun(runId: string) {
  const { lastSignal, isSignalsAvailable } = useSignal<{ runId: string }>(
    RUN_CHANGED_CHANNEL,
  );
  const query = useApiQuery({
    api: runbooksApiRef,
    // The id is part of the name: one run never stands in for another.
    name: [`run ${runId}`],
    query: (api, { signal }) => api.getRun(runId, { signal }),
    refetchIntervalMs: isSignalsAvailable ? SAFETY_MS : POLL_MS,
  });
  const { refetch } = query;
  useEffect(() => {
    if (lastSignal?.runId === runId) refetch();
  }, [lastSignal, refetch, runId]);
  return query;
}
