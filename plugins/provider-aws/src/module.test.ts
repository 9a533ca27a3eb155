import {
  SourceRegistry,
  backupSourcesExtensionPoint,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  PlugInOptions,
  plugIn,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import { BackupRecord } from '@opsdeck/backstage-plugin-backups-common';
import awsProvider from './module';

async function sourcesWith(config: PlugInOptions<unknown, unknown>['config']) {
  const registry = await plugIn(awsProvider, {
    into: backupSourcesExtensionPoint,
    registry: new SourceRegistry<BackupRecord>(),
    config,
  });
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
