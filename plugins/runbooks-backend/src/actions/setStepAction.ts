import { audited, parseInput } from '@opsdeck/backstage-plugin-operations-node';
import {
  runStepPathSchema,
  runbooksContract,
  runbooksUsePermission,
  setStepSchema,
  stepStateSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import type { ActionOptions } from './registerActions';
import { runOutput } from './runOutput';
import { actorOf, runShape } from './shapes';

const [firstState, ...otherStates] = stepStateSchema.options;

/** Sets the state of a step, by the same rules as the checkbox. */
export function registerSetStepAction({
  registry,
  service,
  auditor,
}: ActionOptions) {
  registry.register({
    name: 'set-checklist-step',
    title: 'Set the state of a step',
    description:
      'Sets the state of a step in a running checklist in the name of the caller. Each state but open and done needs a reason. ' +
      'The change is refused when somebody has changed the step since expectedVersion.',
    visibilityPermission: runbooksUsePermission,
    attributes: { readOnly: false, idempotent: false, destructive: false },
    schema: {
      input: z =>
        z.object({
          runId: z.string().describe('Id of the run (UUID)'),
          stepId: z.string().describe('Id from show-checklist-run'),
          state: z.enum([firstState, ...otherStates]),
          reason: z.string().optional(),
          note: z.string().optional(),
          expectedVersion: z
            .number()
            .int()
            .describe('Version of the step from show-checklist-run'),
        }),
      output: runOutput,
    },
    action: async ({ input, credentials }) => {
      const { runId: id, stepId: step, ...change } = input;
      const path = parseInput(runStepPathSchema, { runId: id, stepId: step });
      const body = parseInput(setStepSchema, change);
      const { runId, stepId } = path;
      const run = await audited(
        auditor,
        {
          eventId: runbooksContract.routes.setStep.audit,
          meta: { ...path, state: body.state, actor: actorOf(credentials) },
        },
        () => service.setStep({ runId, credentials }, stepId, body),
      );
      return { output: runShape(run) };
    },
  });
}
