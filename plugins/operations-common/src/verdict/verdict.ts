import { z } from 'zod/v4';
import { observedBySchema } from './observedBy';

/**
 * The four levels, worst first. `unknown` ranks above `met`: a roll-up of met
 * and unknown is unknown, and unknown is never shown as green.
 */
export const VERDICTS = ['breached', 'at-risk', 'unknown', 'met'] as const;

export const verdictSchema = z.enum(VERDICTS);

/** Outcome of comparing an observed value with what was promised. */
export type Verdict = z.infer<typeof verdictSchema>;

export const assessmentSchema = z.object({
  verdict: verdictSchema,
  /** One sentence in plain words: why this verdict. */
  reason: z.string().min(1),
  /** The observed value with its unit, for example "47 min". */
  observed: z.string().optional(),
  /** The promised value with its unit, for example "5 min". */
  threshold: z.string().optional(),
  /** When the verdict changes by the passing of time alone (UTC). */
  nextChangeAt: z.iso.datetime().optional(),
  /** What it was observed by, and how long ago; in every answer of a tab. */
  observedBy: observedBySchema.optional(),
});

/** A verdict that can explain itself. */
export type Assessment = z.infer<typeof assessmentSchema>;

/** The assessment that a roll-up takes its verdict from: the first of the worst. */
export function worstAssessment<T extends Pick<Assessment, 'verdict'>>(
  assessments: Iterable<T | null>,
): T | undefined {
  let worst: T | undefined;
  for (const assessment of assessments) {
    if (assessment && compareVerdicts(assessment.verdict, worst?.verdict) < 0) {
      worst = assessment;
    }
  }
  return worst;
}

/** Sort order, worst first; things without a verdict come last. */
export function compareVerdicts(
  a: Verdict | undefined,
  b: Verdict | undefined,
): number {
  return rank(a) - rank(b);
}

/**
 * Rolls several verdicts up to the worst of them. Answers `undefined` when
 * nothing was declared: "not declared" is no verdict.
 */
export function worstVerdict(
  verdicts: Iterable<Verdict | undefined>,
): Verdict | undefined {
  let worst: Verdict | undefined;
  for (const verdict of verdicts) {
    if (rank(verdict) < rank(worst)) worst = verdict;
  }
  return worst;
}

function rank(verdict: Verdict | undefined): number {
  return verdict === undefined ? VERDICTS.length : VERDICTS.indexOf(verdict);
}
