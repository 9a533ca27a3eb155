import { SourceScopeState } from '@opsdeck/backstage-plugin-operations-common';
import { ScopeRow } from './rows';

/** A scope is not run by hand again sooner than this. */
const COOLDOWN_MS = 10_000;

/** Whether a scope may be read by hand now, and if not, why not and from when on. */
export function runNowState(
  row: ScopeRow,
  now: Date,
): SourceScopeState['runNow'] {
  const at = now.toISOString();
  const cooledAt =
    row.last_attempt_at === null
      ? at
      : new Date(Date.parse(row.last_attempt_at) + COOLDOWN_MS).toISOString();
  if (row.lease_expires_at && row.lease_expires_at > at) {
    return refuse('is being read right now', row.lease_expires_at);
  }
  if (cooledAt > at) {
    return refuse(`was read less than ${COOLDOWN_MS / 1000} s ago`, cooledAt);
  }
  if (row.failure_kind === 'throttled' && row.next_due_at > at) {
    return refuse(
      `waits until ${row.next_due_at}, because the provider asks us to slow down`,
      row.next_due_at,
    );
  }
  return { allowed: true, reason: null, from: null };
}

function refuse(reason: string, from: string): SourceScopeState['runNow'] {
  return { allowed: false, reason, from };
}
