import {
  Freshness,
  durationMillis,
  failureMeaning,
  humanDuration,
  isStale,
  staleAt,
} from '@opsdeck/backstage-plugin-operations-common';
import { exactInstant } from '../time/instant';

/** "Amazon RDS · production eu-west-1". */
export function sourceName(freshness: Freshness): string {
  return freshness.scopeTitle
    ? `${freshness.sourceTitle} · ${freshness.scopeTitle}`
    : freshness.sourceTitle;
}

/** Why the figures cannot be believed at `now`; undefined when they can. */
export function staleReason(
  freshness: Freshness,
  now: Date,
): string | undefined {
  if (!isStale(freshness, now)) return undefined;
  const cause = freshness.failure
    ? failureMeaning(freshness.failure.kind)
    : 'no reading has finished since';
  const at = staleAt(freshness);
  if (!at) {
    return freshness.failure
      ? `never read: ${cause}`
      : 'not read yet: the first reading is under way or due';
  }
  const late = now.getTime() - Date.parse(freshness.lastSuccessAt ?? '');
  const expected = humanDuration(durationMillis(freshness.cadence));
  return `last read ${humanDuration(
    late,
  )} ago, expected every ${expected}: ${cause}`;
}

/** The lines that hovering shows: exact instants, next run, last error. */
export function freshnessDetails(freshness: Freshness): string[] {
  const { lastSuccessAt, nextRunAt, failure } = freshness;
  return [
    lastSuccessAt
      ? `Read ${exactInstant(lastSuccessAt)}`
      : 'Never read successfully',
    `Read every ${humanDuration(durationMillis(freshness.cadence))}`,
    nextRunAt
      ? `Next run ${exactInstant(nextRunAt)}`
      : 'No next run is planned',
    ...(failure
      ? [`Last error ${exactInstant(failure.at)}: ${failure.message}`]
      : []),
  ];
}
