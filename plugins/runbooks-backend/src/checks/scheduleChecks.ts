import { AuthService, SchedulerService } from '@backstage/backend-plugin-api';
import { RunStore } from '../database/RunStore';
import { CheckRunner } from './CheckRunner';

const BATCH = 50;

/** Looks at the live checks of all runs under way every minute, with the plugin's own credentials. */
export async function scheduleChecks(options: {
  runner: CheckRunner;
  runs: RunStore;
  auth: AuthService;
  scheduler: SchedulerService;
}): Promise<void> {
  await options.scheduler.scheduleTask({
    id: 'run-checks',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 30 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: async signal => {
      const credentials = await options.auth.getOwnServiceCredentials();
      let batch = await options.runs.listToCheck(BATCH);
      while (batch.length > 0) {
        for (const run of batch) {
          if (signal.aborted) return;
          await options.runner.checkRun(run, credentials);
        }
        const last = batch[batch.length - 1];
        batch = await options.runs.listToCheck(BATCH, last.id);
      }
    },
  });
}
