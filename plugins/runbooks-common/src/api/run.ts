import {
  entityRefText,
  inputText,
  lookUpText,
  versionSchema,
  withoutNul,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { checkResultSchema } from './check';
import { checklistDefinitionSchema, documentPlaceSchema } from './definition';
import { stepEvidenceSchema } from './stepEvidence';

export const stepStateSchema = z.enum([
  'open',
  'done',
  'failed',
  'not-applicable',
  'skipped',
  'deferred',
]);

/** What has become of a step. */
export type StepState = z.infer<typeof stepStateSchema>;

export const runStepSchema = z.object({
  stepId: z.string(),
  state: stepStateSchema,
  /** Why it is not simply done, or why it is done against its live check. */
  reason: z.string().nullable(),
  /** The latest note. */
  note: z.string().nullable(),
  /** Who set the state: an entity ref, or null for a live check. */
  actor: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  method: z.enum(['manual', 'automatic']),
  /** The latest result of its live check; null without one, and before the first. */
  check: checkResultSchema.nullable(),
  /** The second person who confirmed its state; null without one so far. */
  confirmedBy: z.string().nullable(),
  confirmedAt: z.iso.datetime().nullable(),
  /** What was attached to it, oldest first. */
  evidence: z.array(stepEvidenceSchema),
  /** Grows with each change; a change must name the one it is based on. */
  version: z.number().int().nonnegative(),
});

/** One step of a run as it stands. */
export type RunStep = z.infer<typeof runStepSchema>;

export const runEventSchema = z.object({
  seq: z.number().int().positive(),
  at: z.iso.datetime(),
  kind: z.enum([
    'started',
    'step',
    'note',
    'check',
    'evidence',
    'confirmed',
    'rejected',
    'handed-over',
    'finished',
    'abandoned',
  ]),
  /** An entity ref, or null for a live check. */
  actor: z.string().nullable(),
  stepId: z.string().nullable(),
  state: stepStateSchema.nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  /** What its live check said. */
  evidence: checkResultSchema.nullable(),
  /** What was attached. */
  attachment: stepEvidenceSchema.nullable(),
  /** Entity ref of the person or group that the run was handed to. */
  to: z.string().nullable(),
});

/** The record of something that happened in a run; never changed. */
export type RunEvent = z.infer<typeof runEventSchema>;

export const runStateSchema = z.enum(['running', 'finished', 'abandoned']);
export type RunState = z.infer<typeof runStateSchema>;

export const paceSchema = z.object({
  /** Steps that people ticked as done. */
  ticked: z.number().int().nonnegative(),
  /** Those that were ticked sooner than they can be read. */
  hurried: z.number().int().nonnegative(),
  /** True when these are so many that the reviewer should ask. */
  suspicious: z.boolean(),
});

/** How fast a run was ticked, see `paceOf`; a hint for the reviewer, never a bar. */
export type RunPace = z.infer<typeof paceSchema>;

export const runSummarySchema = z.object({
  id: z.string(),
  entityRef: z.string(),
  checklistId: z.string(),
  title: z.string(),
  state: runStateSchema,
  /** The occurrence that it is a run of; null when it was started out of turn. */
  scheduledAt: z.iso.datetime().nullable(),
  /** When that occurrence was due; null out of turn. */
  dueAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime(),
  startedBy: z.string(),
  endedAt: z.iso.datetime().nullable(),
  endedBy: z.string().nullable(),
  /** Why it was abandoned. */
  reason: z.string().nullable(),
  /** Steps that are no longer open, and all steps. */
  closed: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  /** Steps that wait for a second person. */
  awaiting: z.number().int().nonnegative(),
  /** The person or group that it was handed to; null while it is with who started it. */
  assignee: z.string().nullable(),
  /** Planned length (ISO-8601 duration); null when none is declared. */
  target: z.string().nullable(),
  /** How fast it was ticked; null in lists while it is under way. */
  pace: paceSchema.nullable(),
  /** Id of the ended run that this one corrects. */
  corrects: z.string().nullable(),
  /** The last step that somebody closed: where to go on. */
  last: z
    .object({
      text: z.string(),
      actor: z.string().nullable(),
      at: z.iso.datetime(),
    })
    .nullable(),
});

/** A run in a list. */
export type RunSummary = z.infer<typeof runSummarySchema>;

export const runSchema = runSummarySchema.extend({
  place: documentPlaceSchema,
  /** The definition that the run began with; later edits do not change it. */
  definition: checklistDefinitionSchema,
  /** SHA-256 of the definition, hexadecimal. */
  definitionHash: z.string(),
  /** Id of the run that corrects this one. */
  correctedBy: z.string().nullable(),
  steps: z.array(runStepSchema),
  /** Oldest first. */
  events: z.array(runEventSchema),
});

/** One working-through of one version of a checklist. */
export type Run = z.infer<typeof runSchema>;

/**
 * Signals channel on which those who have a run on screen are told that it has
 * changed; the message is `{ runId }`.
 */
export const RUN_CHANGED_CHANNEL = 'opsdeck.runbooks.run-changed';

const reasonSchema = z.string().trim().min(1).max(1_000).check(withoutNul);
const MAX_NOTE = 4_000;

export const startRunSchema = z
  .object({
    checklistId: lookUpText(255),
    /** The occurrence; absent to start out of turn. */
    scheduledAt: z.iso.datetime().optional(),
  })
  .strict();

export type StartRun = z.infer<typeof startRunSchema>;

export const setStepSchema = z
  .object({
    state: stepStateSchema,
    /** Needed for every state but open and done, and for done against a live check. */
    reason: reasonSchema.optional(),
    note: z.string().trim().min(1).max(MAX_NOTE).check(withoutNul).optional(),
    /** Version of the step that the change is based on. */
    expectedVersion: versionSchema,
  })
  .strict();

export type SetStep = z.infer<typeof setStepSchema>;

export const abandonRunSchema = z.object({ reason: reasonSchema }).strict();

/** For the second person: what they have seen, and whether it holds. */
export const confirmStepSchema = z
  .object({
    note: z.string().trim().min(1).max(MAX_NOTE).check(withoutNul).optional(),
    /** Version of the step that was looked at. */
    expectedVersion: versionSchema,
  })
  .strict();

export type ConfirmStep = z.infer<typeof confirmStepSchema>;

export const rejectStepSchema = z
  .object({ reason: reasonSchema, expectedVersion: versionSchema })
  .strict();

export type RejectStep = z.infer<typeof rejectStepSchema>;

export const handOverSchema = z
  .object({
    /** The person or group. */
    to: entityRefText,
    /** What they should know. */
    note: z.string().trim().min(1).max(MAX_NOTE).check(withoutNul).optional(),
    /** Whose it was when the hand-over was decided; null: who started it. */
    expectedAssignee: entityRefText.nullable(),
  })
  .strict();

export type HandOver = z.infer<typeof handOverSchema>;

export const correctRunSchema = z.object({ reason: reasonSchema }).strict();

export const runPageSchema = z.object({
  /** Newest first. */
  items: z.array(runSummarySchema),
  nextCursor: z.string().nullable(),
});

export type RunPage = z.infer<typeof runPageSchema>;

export const runQuerySchema = z.object({
  checklistId: lookUpText(255).optional(),
  cursor: inputText(500).optional(),
  limit: z.coerce.number<number>().int().min(1).max(100).default(25),
});

export type RunQuery = z.input<typeof runQuerySchema>;

export const runPathSchema = z.object({ runId: z.uuid() });

export const runStepPathSchema = z.object({
  runId: z.uuid(),
  stepId: lookUpText(255),
});
