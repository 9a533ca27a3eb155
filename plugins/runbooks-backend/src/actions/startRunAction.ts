import { audited, parseInput } from '@opsdeck/backstage-plugin-operations-node';
import {
  runbooksContract,
  runbooksUsePermission,
  startRunSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import type { ActionOptions } from './registerActions';
import { runOutput } from './runOutput';
import { actorOf, entityRefOf, runShape } from './shapes';

/** Starts a run, as the button does. */
export function registerStartRunAction({
  registry,
  service,
  auditor,
}: ActionOptions) {
  registry.register({
    name: 'start-checklist-run',
    title: 'Start a run of a checklist',
    description:
      'Starts a run of a runbook checklist in the name of the caller. With scheduledAt it is the run of that occurrence; without, a run out of turn.',
    visibilityPermission: runbooksUsePermission,
    attributes: { readOnly: false, idempotent: false, destructive: false },
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('Catalog entity, such as component:default/shop'),
          checklistId: z.string().describe('Id from list-due-checklists'),
          scheduledAt: z
            .string()
            .optional()
            .describe('Occurrence from list-due-checklists (UTC instant)'),
        }),
      output: runOutput,
    },
    action: async ({ input, credentials }) => {
      const entityRef = entityRefOf(input.entityRef);
      const { checklistId, scheduledAt } = input;
      const body = parseInput(startRunSchema, { checklistId, scheduledAt });
      const run = await audited(
        auditor,
        {
          eventId: runbooksContract.routes.startRun.audit,
          meta: { entityRef, checklistId, actor: actorOf(credentials) },
          resultMeta: ({ id }) => ({ runId: id }),
        },
        () => service.startRun({ entityRef, credentials }, body),
      );
      return { output: runShape(run) };
    },
  });
}
