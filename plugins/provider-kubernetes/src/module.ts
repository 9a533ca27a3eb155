import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { deploymentSourcesExtensionPoint } from '@opsdeck/backstage-plugin-operations-node';
import { readKubernetesConfig } from './config/readKubernetesConfig';
import { KubernetesDeploymentSource } from './deployments/KubernetesDeploymentSource';

const deploymentsModule = createBackendModule({
  pluginId: 'deployments',
  moduleId: 'kubernetes',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        sources: deploymentSourcesExtensionPoint,
      },
      async init({ config, logger, sources }) {
        const kubernetes = readKubernetesConfig(config);
        if (!kubernetes) {
          logger.info(
            'No Kubernetes cluster is configured: deployments of Kubernetes are not read',
          );
          return;
        }
        for (const reason of kubernetes.skipped) {
          logger.warn(
            `Deployments of a cluster in kubernetes.clusterLocatorMethods are not read. ${reason}`,
          );
        }
        if (kubernetes.clusters.length > 0) {
          sources.addSource(new KubernetesDeploymentSource(kubernetes));
        }
      },
    });
  },
});

/**
 * Every Opsdeck source for Kubernetes; modules of tabs that are not installed are
 * ignored by Backstage.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader() {
    return [deploymentsModule];
  },
});
