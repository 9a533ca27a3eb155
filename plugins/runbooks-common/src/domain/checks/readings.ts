import {
  Freshness,
  humanDuration,
  isStale,
  staleAt,
} from '@opsdeck/backstage-plugin-operations-common';
import { isAhead, utc } from './moment';

/** Where an observation comes from, when it was made and how long it may be believed. */
export interface Sighting {
  source: string;
  /** UTC; null when something was never read. */
  observedAt: string | null;
  validForMs: number;
}

/**
 * Why readings allow no statement about now; undefined when they do. One that was
 * never made, is stale, comes from the future or from before `since` spoils all.
 *
 * @param since - from when on a reading counts; null when its age alone matters
 */
export function doubtOf(
  readings: readonly Freshness[],
  now: Date,
  since: Date | null,
): string | undefined {
  if (readings.length === 0) return 'No source reads this.';
  for (const reading of readings) {
    const doubt = doubtOfOne(reading, now, since);
    if (doubt) return `${nameOf(reading)} ${doubt}${causeOf(reading)}.`;
  }
  return undefined;
}

function doubtOfOne(
  reading: Freshness,
  now: Date,
  since: Date | null,
): string | undefined {
  const { lastSuccessAt } = reading;
  if (lastSuccessAt === null) return 'has not been read yet';
  const at = new Date(lastSuccessAt);
  if (isAhead(lastSuccessAt, now)) {
    return `claims to have been read at ${utc(
      at,
    )}, which is still to come: a clock is wrong`;
  }
  if (isStale(reading, now)) {
    return `was last read ${humanDuration(
      now.getTime() - at.getTime(),
    )} ago, too long to say how it is now`;
  }
  const from = since ?? at;
  if (at < from) {
    return `was last read at ${utc(at)}, before ${utc(
      from,
    )} from when on it counts; wait for the next reading`;
  }
  return undefined;
}

function causeOf({ failure }: Freshness): string {
  return failure ? ` (${failure.message})` : '';
}

function nameOf({ sourceTitle, scopeTitle }: Freshness): string {
  return sourceTitle === scopeTitle
    ? sourceTitle
    : `${sourceTitle} ${scopeTitle}`;
}

/**
 * What readings together are worth: as old as the oldest, valid until the first of
 * them is stale.
 *
 * @param tab - names the source when nothing reads it
 * @param observedAt - when what is told was observed, if earlier than it was read
 */
export function sightingOf(
  readings: readonly Freshness[],
  tab: string,
  observedAt?: string,
): Sighting {
  const names = [...new Set(readings.map(nameOf))];
  const source = names.length > 0 ? names.join(', ') : tab;
  const ends = readings.flatMap(reading => staleAt(reading) ?? []);
  if (readings.length === 0 || ends.length < readings.length) {
    return { source, observedAt: null, validForMs: 0 };
  }
  const reads = readings.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? []);
  const [oldest] = [...reads, ...(observedAt ? [observedAt] : [])].sort();
  const until = Math.min(...ends.map(end => end.getTime()));
  return {
    source,
    observedAt: oldest,
    validForMs: Math.max(0, until - Date.parse(oldest)),
  };
}
