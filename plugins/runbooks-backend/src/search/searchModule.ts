import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { pluginFetch } from '@opsdeck/backstage-plugin-operations-node';
import { RunbookCollatorFactory } from './RunbookCollatorFactory';

const SCHEDULE = 'search.collators.opsdeckRunbooks.schedule';

/** Checklists in the portal's search; nothing where there is no search backend. */
export const runbooksSearchModule = createBackendModule({
  pluginId: 'search',
  moduleId: 'opsdeck-runbooks',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        indexRegistry: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, indexRegistry, scheduler }) {
        const schedule = config.getOptionalConfig(SCHEDULE);
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(
            schedule
              ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
              : {
                  frequency: { minutes: 10 },
                  timeout: { minutes: 5 },
                  // The catalog and the documents are read first.
                  initialDelay: { seconds: 30 },
                },
          ),
          factory: new RunbookCollatorFactory(async () =>
            pluginFetch({
              auth,
              discovery,
              pluginId: 'runbooks',
              credentials: await auth.getOwnServiceCredentials(),
            }),
          ),
        });
      },
    });
  },
});
