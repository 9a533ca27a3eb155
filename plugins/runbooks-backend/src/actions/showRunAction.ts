import { parseInput } from '@opsdeck/backstage-plugin-operations-node';
import {
  runPathSchema,
  runbooksUsePermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import type { ActionOptions } from './registerActions';
import { runOutput } from './runOutput';
import { runShape } from './shapes';

/** One run with its steps as they stand. */
export function registerShowRunAction({ registry, service }: ActionOptions) {
  registry.register({
    name: 'show-checklist-run',
    title: 'Show a run of a checklist',
    description:
      'Shows a run of a runbook checklist: each step with its state, who set it, when and why.',
    visibilityPermission: runbooksUsePermission,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({ runId: z.string().describe('Id of the run (UUID)') }),
      output: runOutput,
    },
    action: async ({ input, credentials }) => {
      const { runId } = parseInput(runPathSchema, input);
      const run = await service.getRun({ runId, credentials });
      return { output: runShape(run) };
    },
  });
}
