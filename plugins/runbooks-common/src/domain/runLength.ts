import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
import { RunSummary } from '../api';

/**
 * Whether a run that has ended took longer than its target (ISO-8601 duration); false
 * without a target.
 */
export function isLonger(
  run: Pick<RunSummary, 'startedAt' | 'endedAt' | 'target'>,
): boolean {
  if (run.endedAt === null || run.target === null) return false;
  const took = Date.parse(run.endedAt) - Date.parse(run.startedAt);
  return took > parseDuration(run.target).toMillis();
}
