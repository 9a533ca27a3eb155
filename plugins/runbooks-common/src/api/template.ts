import { defineContract } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CHECKLIST_KINDS } from '../import';
import { runbooksUsePermission } from '../permission';

export const runbookTemplateSchema = z.object({
  /** Name of its file without `.md`, or as the configuration has it. */
  id: z.string(),
  title: z.string(),
  kind: z.enum(CHECKLIST_KINDS),
  /** RRULE value (RFC 5545) of its first checklist with one; null for on demand. */
  cadence: z.string().nullable(),
  /** Steps, sub-steps included. */
  steps: z.number().int().nonnegative(),
  /** `configured` ones come from the configuration, and may replace a shipped one. */
  origin: z.enum(['shipped', 'configured']),
  markdown: z.string(),
});

/** A runbook to begin with. */
export type RunbookTemplate = z.infer<typeof runbookTemplateSchema>;

export const runbookTemplatesSchema = z.object({
  items: z.array(runbookTemplateSchema),
});

export type RunbookTemplates = z.infer<typeof runbookTemplatesSchema>;

/** Runbooks to begin with. */
export const templatesContract = defineContract({
  pluginId: 'runbooks',
  title: 'Templates',
  description: 'Runbooks to begin with.',
  routes: {
    listTemplates: {
      method: 'get',
      path: '/templates',
      summary: 'Runbooks to copy and make one’s own',
      callers: ['user', 'service'],
      permissions: [runbooksUsePermission],
      status: 200,
      answer: runbookTemplatesSchema,
    },
  },
  schemas: { RunbookTemplate: runbookTemplateSchema },
});
