import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { DeploymentRecord } from '@opsdeck/backstage-plugin-deployments-common';
import {
  SourceRegistry,
  deploymentSourcesExtensionPoint,
} from '@opsdeck/backstage-plugin-operations-node';
import { plugIn } from '@opsdeck/backstage-plugin-operations-node/testing';
import provider from '.';

/** The sources that the package brings into a backend with this configuration. */
async function sourcesOf(
  config: JsonObject,
  logger = mockServices.logger.mock(),
) {
  const registry = await plugIn(provider, {
    into: deploymentSourcesExtensionPoint,
    registry: new SourceRegistry<DeploymentRecord>(),
    config,
    logger,
  });
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
