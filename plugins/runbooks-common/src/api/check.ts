import { z } from 'zod/v4';

export const checkOutcomeSchema = z.enum(['pass', 'fail', 'unknown']);

/** Any JSON: what a check saw. */
export const observationSchema = z.json();

export const checkResultSchema = z.object({
  outcome: checkOutcomeSchema,
  /** Why, in one sentence for people. */
  reason: z.string().min(1),
  /** What was observed, as the evidence: normalised, without secrets. */
  observed: observationSchema,
  /** What it was held against, for example "last good point at most 26 h old". */
  threshold: z.string().nullable(),
  /** Where the observation comes from, for example "Amazon RDS 111122223333 eu-west-1". */
  source: z.string(),
  /** When it was observed (UTC); null when nothing was. */
  observedAt: z.iso.datetime().nullable(),
  /** How long after `observedAt` it may be believed, in milliseconds. */
  validForMs: z.number().nonnegative(),
});

/** What a live check found. */
export type CheckResult = z.infer<typeof checkResultSchema>;
