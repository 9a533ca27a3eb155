import { DeploymentStatus } from '../api';

const UNFINISHED: readonly DeploymentStatus[] = [
  'queued',
  'running',
  'paused',
  'rolling-back',
];

/** Whether nothing more is going to happen by itself. */
export function isFinished(status: DeploymentStatus): boolean {
  return !UNFINISHED.includes(status);
}

/** Whether something is being changed right now; what only waits for its turn is not. */
export function isInFlight(status: DeploymentStatus): boolean {
  return status !== 'queued' && UNFINISHED.includes(status);
}

/**
 * Whether its version came to run, as far as is known. A superseded one counts:
 * providers forget whether what was replaced had succeeded.
 */
export function wasDeployed(status: DeploymentStatus): boolean {
  return status === 'succeeded' || status === 'superseded';
}

/**
 * The status to keep of one attempt, when a source now reports another one than
 * is known.
 *
 * - What failed, was cancelled or was rolled back stays so when it is merely
 *   replaced: `superseded` says nothing of how it went, and providers use it
 *   for every attempt but the newest.
 * - What succeeded does not begin again: a provider that says so speaks of
 *   something else, for example of Pods that are being replaced.
 */
export function foldStatus(
  known: DeploymentStatus | undefined,
  reported: DeploymentStatus,
): DeploymentStatus {
  if (known === undefined) return reported;
  if (reported === 'superseded') {
    return isFinished(known) && !wasDeployed(known) ? known : reported;
  }
  if (
    wasDeployed(known) &&
    ['queued', 'running', 'paused'].includes(reported)
  ) {
    return known;
  }
  return reported;
}

/** Of several sources, the one that knows most: an end before a way, a bad end before a good one. */
const PRECEDENCE: readonly DeploymentStatus[] = [
  'failed',
  'rolled-back',
  'cancelled',
  'superseded',
  'succeeded',
  'rolling-back',
  'paused',
  'running',
  'queued',
];

/**
 * The status of one deployment that several sources report. Who says that it
 * has ended is believed over who has not noticed yet; of two ends the bad one.
 */
export function combineStatuses(
  statuses: readonly [DeploymentStatus, ...DeploymentStatus[]],
): DeploymentStatus {
  return statuses.reduce((best, status) =>
    PRECEDENCE.indexOf(status) < PRECEDENCE.indexOf(best) ? status : best,
  );
}
