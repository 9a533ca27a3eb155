import { DeploymentAttempt, DeploymentStatus, StatusChange } from '../api';
import { isFinished } from './status';

/**
 * The status changes of a report that are not stored yet, oldest first. A state
 * that only repeats the one before it is not a change, also when the provider
 * gives it a new date.
 *
 * @param known - what is stored, in any order
 * @param knownStatus - the status that the ledger holds; undefined for a new attempt
 * @param now - of the reading
 */
export function newStatusChanges(
  known: readonly StatusChange[],
  knownStatus: DeploymentStatus | undefined,
  attempt: DeploymentAttempt,
  now: Date,
): StatusChange[] {
  const reported =
    attempt.history.length > 0
      ? attempt.history
      : observedChange(knownStatus, attempt, now);
  const changes = [...reported]
    .sort(compareTimes)
    .filter((change, index, sorted) => !isSame(sorted[index - 1], change));
  const all = [...known];
  const added: StatusChange[] = [];
  for (const change of changes) {
    const before = all.filter(({ at }) => at <= change.at).sort(compareTimes);
    if (all.some(one => isSame(one, change) && one.at === change.at)) continue;
    if (isSame(before.at(-1), change)) continue;
    all.push(change);
    added.push(change);
  }
  return added;
}

/**
 * What a source without a history lets us see: that the status is another one
 * than before. Of what had ended before it was first seen, nobody knows when.
 */
function observedChange(
  knownStatus: DeploymentStatus | undefined,
  attempt: DeploymentAttempt,
  now: Date,
): StatusChange[] {
  const { status, providerState } = attempt;
  if (knownStatus === status) return [];
  const seenAt = knownStatus === undefined ? null : now.toISOString();
  const begunAt = isFinished(status) ? null : attempt.startedAt;
  const at = attempt.finishedAt ?? seenAt ?? begunAt;
  return at === null ? [] : [{ status, providerState, at, note: null }];
}

function isSame(a: StatusChange | undefined, b: StatusChange): boolean {
  return (
    a !== undefined &&
    a.status === b.status &&
    a.providerState === b.providerState &&
    a.note === b.note
  );
}

function compareTimes(a: StatusChange, b: StatusChange): number {
  return a.at < b.at ? -1 : Number(a.at > b.at);
}
