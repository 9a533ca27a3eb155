import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  SourceRegistry,
  backupSourcesExtensionPoint,
} from '@opsdeck/backstage-plugin-operations-node';
import { BackupRecord } from '@opsdeck/backstage-plugin-backups-common';
import awsProvider from './module';

type ConfigData = NonNullable<
  Parameters<typeof mockServices.rootConfig.factory>[0]
>['data'];

async function sourcesWith(data: ConfigData) {
  const registry = new SourceRegistry<BackupRecord>();
  const backupsPlugin = createBackendPlugin({
    pluginId: 'backups',
    register(env) {
      env.registerExtensionPoint(backupSourcesExtensionPoint, registry);
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      backupsPlugin,
      awsProvider,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  await backend.stop();
  return registry.list();
}

describe('the AWS provider', () => {
  it('brings its sources when it is configured', async () => {
    const sources = await sourcesWith({
      opsdeck: {
        providers: {
          aws: { accounts: [{ id: '111122223333', regions: ['eu-west-1'] }] },
        },
      },
    });
    expect(sources.map(({ id }) => id)).toEqual(['aws-rds']);
  });

  it('brings none when it is not, and lets the backend start', async () => {
    await expect(sourcesWith({})).resolves.toEqual([]);
  });

  it('stops a start with a wrong configuration, naming the key', async () => {
    await expect(
      sourcesWith({
        opsdeck: { providers: { aws: { accounts: [{ id: 7 }] } } },
      }),
    ).rejects.toThrow(/opsdeck\.providers\.aws\.accounts\[0\]\.id/);
  });
});
