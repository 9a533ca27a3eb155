import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { incidentSourcesExtensionPoint } from '@opsdeck/backstage-plugin-operations-node';
import { AlertmanagerSource } from './AlertmanagerSource';
import { readAlertmanagerConfig } from './readAlertmanagerConfig';

/** Alertmanager as a source of the Incidents tab. */
export const incidentsModule = createBackendModule({
  pluginId: 'incidents',
  moduleId: 'alertmanager',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: incidentSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        const alertmanager = readAlertmanagerConfig(config);
        if (alertmanager)
          sources.addSource(new AlertmanagerSource(alertmanager));
      },
    });
  },
});
