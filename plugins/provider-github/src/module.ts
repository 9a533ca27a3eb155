import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { deploymentSourcesExtensionPoint } from '@opsdeck/backstage-plugin-operations-node';
import { readGithubConfig } from './config/readGithubConfig';
import { GithubDeploymentSource } from './deployments/GithubDeploymentSource';

const deploymentsModule = createBackendModule({
  pluginId: 'deployments',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        sources: deploymentSourcesExtensionPoint,
      },
      async init({ config, logger, sources }) {
        const github = readGithubConfig(config);
        if (github) sources.addSource(new GithubDeploymentSource(github));
        else {
          logger.info(
            'opsdeck.providers.github is not configured: deployments of GitHub are not read',
          );
        }
      },
    });
  },
});

/**
 * Every Opsdeck source for GitHub; modules of tabs that are not installed are
 * ignored by Backstage.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader() {
    return [deploymentsModule];
  },
});
