import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { DeploymentRecord } from '@opsdeck/backstage-plugin-deployments-common';
import {
  SourceRegistry,
  deploymentSourcesExtensionPoint,
} from '@opsdeck/backstage-plugin-operations-node';
import provider from '.';

/** The sources that the package brings into a backend with this configuration. */
async function sourcesOf(
  data: JsonObject,
  logger = mockServices.logger.mock(),
) {
  const registry = new SourceRegistry<DeploymentRecord>();
  const tab = createBackendPlugin({
    pluginId: 'deployments',
    register(env) {
      env.registerExtensionPoint(deploymentSourcesExtensionPoint, registry);
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      tab,
      provider,
      logger.factory,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  await backend.stop();
  return registry.list();
}

it('brings a source with a scope per repository', async () => {
  const [source, ...others] = await sourcesOf({
    opsdeck: {
      providers: { github: { token: 'x', repositories: ['acme/orders'] } },
    },
  });
  expect(others).toEqual([]);
  expect(source).toMatchObject({
    id: 'github-deployments',
    reading: 'incremental',
    cadence: 'PT2M',
    requiredPermissions: ['Deployments: read'],
  });
  await expect(source.scopes()).resolves.toEqual([
    {
      id: 'acme/orders',
      title: 'acme/orders',
      attributes: { repository: 'acme/orders' },
    },
  ]);
});

it('brings nothing when it is not configured, and says so', async () => {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  await expect(sourcesOf({}, logger)).resolves.toEqual([]);
  expect(logger.info).toHaveBeenCalledWith(
    'opsdeck.providers.github is not configured: deployments of GitHub are not read',
  );
});
