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
async function sourcesOf(data: JsonObject) {
  const registry = new SourceRegistry<DeploymentRecord>();
  const tab = createBackendPlugin({
    pluginId: 'deployments',
    register(env) {
      env.registerExtensionPoint(deploymentSourcesExtensionPoint, registry);
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const backend = await startTestBackend({
    features: [tab, provider, mockServices.rootConfig.factory({ data })],
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

it('brings nothing when it is not configured', async () => {
  await expect(sourcesOf({})).resolves.toEqual([]);
});
