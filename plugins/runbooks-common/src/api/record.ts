import { z } from 'zod/v4';
import { lintFindingSchema } from './lint';
import { checklistDefinitionSchema } from './definition';

const importProblemSchema = z.object({
  code: z.string(),
  message: z.string(),
  line: z.number().int(),
  severity: z.enum(['error', 'warning', 'info']),
});

export const runbookRecordSchema = z.object({
  /** The entity whose annotation names the documents. */
  entityRef: z.string().min(1).max(255),
  documents: z.array(
    z.object({
      path: z.string().min(1).max(512),
      url: z.string().nullable(),
      title: z.string(),
      checklists: z.array(checklistDefinitionSchema),
      /** An error among them means that nothing was read. */
      problems: z.array(importProblemSchema),
      /** What the policy lint found. */
      lint: z.array(lintFindingSchema).default([]),
    }),
  ),
  /** Paths and globs that could not be read. */
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
});

/** What the documents of one entity say. */
export type RunbookRecord = z.infer<typeof runbookRecordSchema>;
