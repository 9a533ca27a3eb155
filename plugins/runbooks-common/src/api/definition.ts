import { z } from 'zod/v4';
import {
  CHECKLIST_KINDS,
  GAP_POLICIES,
  ON_HOLIDAY,
  OVERLAP_POLICIES,
  RunbookChecklist,
  RunbookStep,
  STEP_FORMS,
} from '../import';

const commandBlockSchema = z.object({
  text: z.string(),
  line: z.number().int(),
  language: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  dangers: z.array(z.string()),
});

const stepCheckSchema = z.object({
  name: z.string(),
  parameters: z.record(z.string(), z.string()),
  line: z.number().int(),
});

/** One thing to do, with what belongs to it. */
export const runbookStepSchema: z.ZodType<RunbookStep> = z.object({
  id: z.string().min(1).max(255),
  explicitId: z.boolean(),
  text: z.string(),
  line: z.number().int(),
  endLine: z.number().int(),
  form: z.enum(STEP_FORMS),
  commands: z.array(commandBlockSchema),
  get children() {
    return z.array(runbookStepSchema);
  },
  context: z.string(),
  check: stepCheckSchema.nullable(),
  killer: z.boolean(),
  fourEyes: z.boolean(),
  /** Absent in what was kept before there were pause points. */
  pausePoint: z.boolean().default(false),
});

const scheduleRulesSchema = z.object({
  start: z.iso.date().optional(),
  window: z.string().optional(),
  grace: z.string().optional(),
  calendar: z.string().optional(),
  onHoliday: z.enum(ON_HOLIDAY).optional(),
  gap: z.enum(GAP_POLICIES).optional(),
  overlap: z.enum(OVERLAP_POLICIES).optional(),
});

/** A checklist as a document defines it. */
export const checklistDefinitionSchema: z.ZodType<RunbookChecklist> = z.object({
  title: z.string(),
  kind: z.enum(CHECKLIST_KINDS),
  cadence: z.string().nullable(),
  execution: z.enum(['automated', 'automated+review', 'manual']),
  mode: z.enum(['read-do', 'do-confirm']),
  owner: z.string().nullable(),
  role: z.string().nullable(),
  at: z.string().nullable(),
  zone: z.string().nullable(),
  schedule: scheduleRulesSchema.optional(),
  duration: z.string().nullable(),
  headingPath: z.array(z.string()),
  line: z.number().int(),
  steps: z.array(runbookStepSchema),
  context: z.string(),
  commands: z.array(commandBlockSchema),
  alert: z
    .object({ name: z.string(), response: z.string().nullable() })
    .nullable(),
  controls: z.array(z.string()),
});

/** Where in which document a definition stands. */
export const documentPlaceSchema = z.object({
  /** Path below the entity's source location. */
  path: z.string(),
  /** 1-based line in the document. */
  line: z.number().int(),
  /** Address of the document for a person; null for documents on disk. */
  url: z.string().nullable(),
});

export type DocumentPlace = z.infer<typeof documentPlaceSchema>;

export const checklistDetailsSchema = z.object({
  id: z.string(),
  entityRef: z.string(),
  title: z.string(),
  place: documentPlaceSchema,
  definition: checklistDefinitionSchema,
});

/** A checklist with its steps, as it would be started now. */
export type ChecklistDetails = z.infer<typeof checklistDetailsSchema>;
