import { z } from 'zod/v4';

export const lintFindingSchema = z.object({
  /** `L1` to `L23`, or what is wrong with a suppression. */
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  /** 1-based line in the document. */
  line: z.number().int(),
  /** What to do about it. */
  fix: z.string(),
  /** Who wrote the document accepts it until this day; null when it stands. */
  suppressed: z.object({ reason: z.string(), until: z.iso.date() }).nullable(),
});

/** What the policy lint found in a document. */
export type RunbookLintFinding = z.infer<typeof lintFindingSchema>;
