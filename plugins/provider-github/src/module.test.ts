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
