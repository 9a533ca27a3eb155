import {
  entityRefText,
  lookUpText,
  verdictSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { runSummarySchema } from './run';

const MAX_DAYS = 400;
const DAY = 86_400_000;

const fields = {
  /** First instant of the period (UTC). */
  from: z.iso.datetime(),
  /** First instant after the period (UTC). */
  to: z.iso.datetime(),
  /** Only of this service. */
  entityRef: entityRefText.optional(),
  /** Only of services that this person or group owns. */
  owner: entityRefText.optional(),
  /** Only of checklists with this control tag, such as SOC2:A1.2. */
  control: lookUpText(100).optional(),
};

function checkPeriod(
  { from, to }: { from: string; to: string },
  context: z.RefinementCtx,
): void {
  const length = Date.parse(to) - Date.parse(from);
  const refuse = (message: string) =>
    context.addIssue({ code: 'custom', path: ['to'], message });
  if (length <= 0) refuse('must be after "from"');
  if (length > MAX_DAYS * DAY)
    refuse(`must be within ${MAX_DAYS} days of "from"`);
}

export const proofQuerySchema = z.object(fields).superRefine(checkPeriod);

/** What is to be proved: of which period, service, owner and control. */
export type ProofQuery = z.output<typeof proofQuerySchema>;

export const proofExportQuerySchema = z
  .object({
    ...fields,
    /** JSON Lines for `opsdeck evidence verify`, or CSV for a spreadsheet. */
    format: z.enum(['jsonl', 'csv']).default('jsonl'),
  })
  .superRefine(checkPeriod);

export type ProofFormat = 'jsonl' | 'csv';

export const cadenceGapSchema = z.object({
  scheduledAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  state: z.enum(['missed', 'overdue', 'late']),
  /** When it was done after all. */
  doneAt: z.iso.datetime().nullable(),
});

/** A time that a checklist was not done when it was due. */
export type CadenceGap = z.infer<typeof cadenceGapSchema>;

export const cadenceProofSchema = z.object({
  /** Unknown when the checklist was not watched over the whole period; null when nothing was due. */
  verdict: verdictSchema.nullable(),
  /** Why, in one sentence. */
  reason: z.string(),
  /** Occurrences that were due in the period so far. */
  due: z.number().int().nonnegative(),
  onTime: z.number().int().nonnegative(),
  late: z.number().int().nonnegative(),
  overdue: z.number().int().nonnegative(),
  missed: z.number().int().nonnegative(),
  /** Oldest first. */
  gaps: z.array(cadenceGapSchema),
});

/** Whether a checklist was done on its cadence over a period. */
export type CadenceProof = z.infer<typeof cadenceProofSchema>;

export const provenChecklistSchema = cadenceProofSchema.extend({
  entityRef: z.string(),
  checklistId: z.string(),
  title: z.string(),
  /** RRULE value (RFC 5545). */
  cadence: z.string(),
  controls: z.array(z.string()),
});

export type ProvenChecklist = z.infer<typeof provenChecklistSchema>;

export const provenRunSchema = runSummarySchema.extend({
  controls: z.array(z.string()),
});

export type ProvenRun = z.infer<typeof provenRunSchema>;

export const proofSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  evaluatedAt: z.iso.datetime(),
  /** Of all checklists together; null when nothing was due. */
  verdict: verdictSchema.nullable(),
  /** Those with a cadence, worst first. */
  checklists: z.array(provenChecklistSchema),
  /** Runs that were started in the period, oldest first. */
  runs: z.array(provenRunSchema),
  /** How many more runs there are than the list holds; the export has them all. */
  runsLeftOff: z.number().int().nonnegative(),
  /** Control tags among what was found before the control was chosen. */
  controls: z.array(z.string()),
});

/** The answer to "was this done on its cadence over the whole period, and by whom?" */
export type Proof = z.infer<typeof proofSchema>;
