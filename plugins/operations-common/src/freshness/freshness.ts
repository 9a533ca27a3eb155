import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { parseDuration } from '../time/duration';
import { sourceFailureSchema } from './failure';

/** Data older than this many cadences is stale: what it says is unknown. */
export const STALE_AFTER_CADENCES = 2;

export const freshnessSchema = z.object({
  /** Id of the source, unique within a plugin, for example `aws-rds`. */
  sourceId: z.string(),
  /** Name for people, for example "Amazon RDS". */
  sourceTitle: z.string(),
  /** The scope read, for example `111122223333/eu-west-1`. */
  scopeId: z.string(),
  scopeTitle: z.string(),
  /**
   * How often the scope is read (ISO-8601 duration); null when it sends by itself
   * and nobody expects that at any time.
   */
  cadence: z.string().nullable(),
  /** End of the last complete reading (UTC); null when there was none yet. */
  lastSuccessAt: z.iso.datetime().nullable(),
  /** Start of the last attempt (UTC). */
  lastAttemptAt: z.iso.datetime().nullable(),
  /** When the scope is read next (UTC). */
  nextRunAt: z.iso.datetime().nullable(),
  /** The failure since the last success, if any. */
  failure: sourceFailureSchema.nullable(),
});

/** Where a group of figures comes from and how old they are. */
export type Freshness = z.infer<typeof freshnessSchema>;

/**
 * The instant from which figures of this scope are stale (UTC), or undefined
 * when the scope was never read, for then they are stale already, or when it has
 * no cadence to be late by.
 */
export function staleAt(freshness: Freshness): Date | undefined {
  if (!freshness.lastSuccessAt || freshness.cadence === null) return undefined;
  const cadence = parseDuration(freshness.cadence);
  let at = DateTime.fromISO(freshness.lastSuccessAt, { zone: 'utc' });
  for (let i = 0; i < STALE_AFTER_CADENCES; i++) at = at.plus(cadence);
  return at.toJSDate();
}

/** Whether the figures of this scope are too old to be believed at `now`. */
export function isStale(freshness: Freshness, now: Date): boolean {
  if (!freshness.lastSuccessAt) return true;
  const at = staleAt(freshness);
  return at !== undefined && at.getTime() <= now.getTime();
}
