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
        sources: deploymentSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        const github = readGithubConfig(config);
        if (github) sources.addSource(new GithubDeploymentSource(github));
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
