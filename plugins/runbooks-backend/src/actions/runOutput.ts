import type { ActionsRegistryActionOptions } from '@backstage/backend-plugin-api/alpha';

/** The registry's own zod: a schema of another version would be advertised as empty. */
export type RegistryZod = Parameters<
  ActionsRegistryActionOptions<any, any>['schema']['output']
>[0];

/** A run as actions answer it. */
export function runOutput(z: RegistryZod) {
  return z.object({
    runId: z.string(),
    entityRef: z.string(),
    title: z.string(),
    state: z.string().describe('running, finished or abandoned'),
    startedAt: z.string(),
    startedBy: z.string(),
    closed: z.number().describe('Steps that are no longer open'),
    total: z.number(),
    steps: z.array(
      z.object({
        stepId: z.string(),
        text: z.string(),
        state: z.string(),
        reason: z.string().nullable(),
        note: z.string().nullable(),
        actor: z.string().nullable().describe('Null for a live check'),
        at: z.string().nullable(),
        version: z
          .number()
          .describe('Hand it back as expectedVersion when changing the step'),
      }),
    ),
  });
}
