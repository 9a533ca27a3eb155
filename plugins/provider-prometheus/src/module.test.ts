import { AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import {
  SliSourceRegistry,
  SourceRegistry,
  incidentSourcesExtensionPoint,
  sliSourcesExtensionPoint,
} from '@opsdeck/backstage-plugin-operations-node';
import { plugIn } from '@opsdeck/backstage-plugin-operations-node/testing';
import provider from '.';

const INSTANCE = { id: 'main', baseUrl: 'https://metrics.example.com' };

it('brings a source of each tab that is configured', async () => {
  const config = {
    opsdeck: {
      providers: {
        prometheus: { instances: [INSTANCE] },
        alertmanager: { instances: [INSTANCE] },
      },
    },
  };
  const slis = await plugIn(provider, {
    into: sliSourcesExtensionPoint,
    registry: new SliSourceRegistry(),
    config,
  });
  expect(slis.list().map(({ id }) => id)).toEqual(['prometheus']);
  const alerts = await plugIn(provider, {
    into: incidentSourcesExtensionPoint,
    registry: new SourceRegistry<AlertRecord>(),
    config,
  });
  expect(alerts.list().map(({ id }) => id)).toEqual(['alertmanager-alerts']);
});

it('brings nothing when it is not configured', async () => {
  const slis = await plugIn(provider, {
    into: sliSourcesExtensionPoint,
    registry: new SliSourceRegistry(),
  });
  expect(slis.list()).toEqual([]);
});

it('stops a start with a wrong configuration, naming the key', async () => {
  await expect(
    plugIn(provider, {
      into: sliSourcesExtensionPoint,
      registry: new SliSourceRegistry(),
      config: { opsdeck: { providers: { prometheus: { instances: [] } } } },
    }),
  ).rejects.toThrow('opsdeck.providers.prometheus.instances');
});
