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

it('brings a source with a scope per cluster', async () => {
  const [source, ...others] = await sourcesOf({
    opsdeck: {
      providers: {
        kubernetes: {
          clusters: [
            {
              name: 'prod',
              title: 'Production',
              url: 'https://prod.example.com',
              serviceAccountToken: 'secret',
            },
          ],
          deployments: { cadence: 'PT30S' },
        },
      },
    },
  });
  expect(others).toEqual([]);
  expect(source).toMatchObject({
    id: 'kubernetes-deployments',
    reading: 'complete',
    cadence: 'PT30S',
    requiredPermissions: ['list deployments.apps', 'list replicasets.apps'],
  });
  await expect(source.scopes()).resolves.toEqual([
    { id: 'prod', title: 'Production', attributes: { cluster: 'prod' } },
  ]);
});

it('brings nothing when no cluster is configured, and says so', async () => {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  await expect(sourcesOf({}, logger)).resolves.toEqual([]);
  expect(logger.info).toHaveBeenCalledWith(
    'No Kubernetes cluster is configured: deployments of Kubernetes are not read',
  );
});

it('warns of clusters that it cannot read', async () => {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  await expect(
    sourcesOf(
      {
        kubernetes: {
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: [
                { name: 'gke', url: 'https://gke', authProvider: 'google' },
              ],
            },
          ],
        },
      },
      logger,
    ),
  ).resolves.toEqual([]);
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('gke: it has no serviceAccountToken'),
  );
});
