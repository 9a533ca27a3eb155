import { lookUpText } from '@opsdeck/backstage-plugin-operations-common';
import { parseInput } from '@opsdeck/backstage-plugin-operations-node';
import { runbooksUsePermission } from '@opsdeck/backstage-plugin-runbooks-common';
import type { ActionOptions } from './registerActions';
import { entityRefOf, stepShapes } from './shapes';

/** One checklist with its steps, as it would be started now. */
export function registerShowChecklistAction({
  registry,
  service,
}: ActionOptions) {
  registry.register({
    name: 'show-checklist',
    title: 'Show a checklist',
    description:
      'Shows a runbook checklist of a catalog entity with its steps and their commands. Commands are for people to read and copy; they are never executed.',
    visibilityPermission: runbooksUsePermission,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('Catalog entity, such as component:default/shop'),
          checklistId: z.string().describe('Id from list-due-checklists'),
        }),
      output: z =>
        z.object({
          checklistId: z.string(),
          title: z.string(),
          kind: z.string(),
          cadence: z.string().nullable().describe('RRULE value (RFC 5545)'),
          document: z.string(),
          documentUrl: z.string().nullable(),
          line: z.number(),
          steps: z.array(
            z.object({
              stepId: z.string(),
              text: z.string(),
              depth: z.number().describe('0 for a step, 1 for its sub-steps'),
              commands: z.array(z.string()),
              check: z
                .string()
                .nullable()
                .describe('Live check that can tick the step'),
              cannotBeSkipped: z.boolean(),
              needsSecondPerson: z.boolean(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const { id, title, place, definition } = await service.getChecklist(
        { entityRef: entityRefOf(input.entityRef), credentials },
        parseInput(lookUpText(255), input.checklistId),
      );
      return {
        output: {
          checklistId: id,
          title,
          kind: definition.kind,
          cadence: definition.cadence,
          document: place.path,
          documentUrl: place.url,
          line: place.line,
          steps: stepShapes(definition.steps),
        },
      };
    },
  });
}
