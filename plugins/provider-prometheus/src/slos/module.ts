import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { sliSourcesExtensionPoint } from '@opsdeck/backstage-plugin-operations-node';
import { readPrometheusConfig } from '../config/readPrometheusConfig';
import { PrometheusSliSource } from './PrometheusSliSource';

/** Prometheus as a source of the SLO tab. */
export const slosModule = createBackendModule({
  pluginId: 'slos',
  moduleId: 'prometheus',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: sliSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        const prometheus = readPrometheusConfig(config);
        if (prometheus) sources.addSource(new PrometheusSliSource(prometheus));
      },
    });
  },
});
