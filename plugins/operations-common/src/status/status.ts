import { z } from 'zod/v4';
import { observedBySchema, verdictSchema } from '../verdict';

/** The five questions, one tab each. */
export const CAPABILITIES = [
  'deployments',
  'slos',
  'runbooks',
  'backups',
  'incidents',
] as const;

export const capabilitySchema = z.enum(CAPABILITIES);
export type Capability = z.infer<typeof capabilitySchema>;

export const entityStatusSchema = z.object({
  entityRef: z.string(),
  capability: capabilitySchema,
  /** Null when nothing is declared: a dash, counted apart from every verdict. */
  verdict: verdictSchema.nullable(),
  /** One line for a table cell, for example "would lose 47 min (allowed 5 min)". */
  headline: z.string(),
  /** Since when the verdict has been this one (UTC). */
  since: z.iso.datetime(),
  evaluatedAt: z.iso.datetime(),
  /** From here on the status is not to be believed (UTC). */
  validUntil: z.iso.datetime(),
  /** When the passing of time alone changes the verdict (UTC). */
  nextChangeAt: z.iso.datetime().nullable(),
  /** What the verdict was observed by; null while nobody has said. */
  observedBy: observedBySchema.nullish(),
  /** Grows with each evaluation; an older sequence never replaces a newer one. */
  sequence: z.number().int().nonnegative(),
});

/** What one tab says about one entity, for the fleet board. */
export type EntityStatus = z.infer<typeof entityStatusSchema>;

/** What is said of a status that is not to be believed. */
export const QUIET_HEADLINE =
  'no fresh word from this tab; see Operations › Sources';

/** By how much the clocks of two backends may differ. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * The status as it must be read at `now`: past `validUntil` its backend has
 * gone quiet, so the verdict is unknown whatever it was. So it is when it was
 * evaluated in the future: then a clock was set back, and `validUntil` is too far
 * ahead. The fleet board asks the same of its database.
 */
export function statusAt(status: EntityStatus, now: Date): EntityStatus {
  const at = now.toISOString();
  const latest = new Date(now.getTime() + CLOCK_TOLERANCE_MS).toISOString();
  const holds = at < status.validUntil && status.evaluatedAt <= latest;
  if (status.verdict === null || holds) return status;
  return {
    ...status,
    verdict: 'unknown',
    headline: QUIET_HEADLINE,
    since: at < status.validUntil ? at : status.validUntil,
  };
}
