import { runbooksUsePermission } from '@opsdeck/backstage-plugin-runbooks-common';
import type { ActionOptions } from './registerActions';
import { checklistShape, entityRefOf } from './shapes';

/** Which checklists of an entity are due, overdue or missed. */
export function registerListDueAction({ registry, service }: ActionOptions) {
  registry.register({
    name: 'list-due-checklists',
    title: 'List due checklists',
    description:
      'Lists the runbook checklists of a catalog entity with what is due, overdue or missed, worst first. ' +
      'Set onlyOpen to false to see those with nothing open too.',
    visibilityPermission: runbooksUsePermission,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('Catalog entity, such as component:default/shop'),
          onlyOpen: z
            .boolean()
            .default(true)
            .describe('Leave out what is neither due, overdue nor missed'),
        }),
      output: z =>
        z.object({
          headline: z.string(),
          evaluatedAt: z.string().describe('UTC instant (ISO-8601)'),
          checklists: z.array(
            z.object({
              checklistId: z.string(),
              title: z.string(),
              kind: z.string(),
              verdict: z.string().nullable(),
              state: z
                .string()
                .nullable()
                .describe('upcoming, due, overdue, missed or done'),
              scheduledAt: z
                .string()
                .nullable()
                .describe('The occurrence; hand it to start-checklist-run'),
              dueAt: z.string().nullable(),
              nextDueAt: z.string().nullable(),
              runningRunId: z.string().nullable(),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'What is due for the shop?',
        input: { entityRef: 'component:default/shop', onlyOpen: true },
      },
    ],
    action: async ({ input, credentials }) => {
      const { headline, evaluatedAt, checklists } = await service.getOverview({
        entityRef: entityRefOf(input.entityRef),
        credentials,
      });
      const shown = checklists.filter(
        ({ due }) =>
          !input.onlyOpen ||
          ['due', 'overdue', 'missed'].includes(due?.state ?? ''),
      );
      return {
        output: {
          headline,
          evaluatedAt,
          checklists: shown.map(checklistShape),
        },
      };
    },
  });
}
