import {
  DBInstance,
  RDSClient,
  paginateDescribeDBInstanceAutomatedBackups,
  paginateDescribeDBInstances,
  paginateDescribeDBSnapshots,
} from '@aws-sdk/client-rds';
import {
  BackupRecord,
  backupRecordSchema,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  ReadContext,
  RejectedRecord,
  Source,
  SourcePage,
  SourceScope,
} from '@opsdeck/backstage-plugin-operations-node';
import { toAwsSourceError } from '../awsError';
import { clientOptions } from '../config/clientOptions';
import { AwsConfig } from '../config/readAwsConfig';
import { mapInstance } from './mapInstance';

/** The largest page that RDS gives. */
const PAGE_SIZE = 100;

/** DescribeDBInstances also lists these; they have APIs and sources of their own. */
const OTHER_ENGINES = /^(neptune|docdb)/;

/** Backup state of Amazon RDS instances, one reading per account and region. */
export class RdsBackupSource implements Source<BackupRecord> {
  readonly id = 'aws-rds';
  readonly title = 'Amazon RDS';
  readonly provider = 'aws';
  readonly timeout = 'PT2M';
  readonly reading = 'complete';
  readonly recordSchema = backupRecordSchema;
  readonly requiredPermissions = [
    'rds:DescribeDBInstances',
    'rds:DescribeDBInstanceAutomatedBackups',
    'rds:DescribeDBSnapshots',
  ];
  readonly cadence: string;
  readonly #config: AwsConfig;

  constructor(config: AwsConfig) {
    this.#config = config;
    this.cadence = config.rds.cadence;
  }

  async scopes(): Promise<SourceScope[]> {
    return this.#config.accounts.flatMap(account =>
      account.regions.map(region => ({
        id: `${account.id}/${region}`,
        title: `${account.title ?? account.id} ${region}`,
        attributes: { account: account.id, region },
      })),
    );
  }

  async *read(
    scope: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<BackupRecord>> {
    const { account: accountId, region } = scope.attributes;
    const account = this.#config.accounts.find(({ id }) => id === accountId);
    if (!account) throw new Error(`Account ${accountId} is not configured`);
    const client = new RDSClient(clientOptions(this.#config, account, region));
    client.middlewareStack.add(
      next => async args => {
        context.countCall();
        return next(args);
      },
      { step: 'finalizeRequest' },
    );
    const call = { client, pageSize: PAGE_SIZE };
    const options = { abortSignal: context.signal };
    try {
      const backups = byInstance(
        await all(
          paginateDescribeDBInstanceAutomatedBackups(call, {}, options),
          page => page.DBInstanceAutomatedBackups,
          'rds:DescribeDBInstanceAutomatedBackups',
        ),
      );
      const snapshots = byInstance(
        await all(
          paginateDescribeDBSnapshots(call, {}, options),
          page => page.DBSnapshots,
          'rds:DescribeDBSnapshots',
        ),
      );
      const instances = await all(
        paginateDescribeDBInstances(call, {}, options),
        page => page.DBInstances,
        'rds:DescribeDBInstances',
      );
      yield page(instances, instance =>
        mapInstance({
          account: accountId,
          region,
          instance,
          automatedBackups: backups.get(instance.DBInstanceIdentifier) ?? [],
          snapshots: snapshots.get(instance.DBInstanceIdentifier) ?? [],
        }),
      );
    } finally {
      client.destroy();
    }
  }
}

function page(
  instances: readonly DBInstance[],
  map: (instance: DBInstance) => BackupRecord,
): SourcePage<BackupRecord> {
  const records: BackupRecord[] = [];
  const rejected: RejectedRecord[] = [];
  for (const instance of instances) {
    if (OTHER_ENGINES.test(instance.Engine ?? '')) continue;
    try {
      records.push(map(instance));
    } catch (error) {
      rejected.push({
        payload: instance,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return { records, rejected };
}

async function all<TPage, TItem>(
  pages: AsyncIterable<TPage>,
  items: (page: TPage) => TItem[] | undefined,
  permission: string,
): Promise<TItem[]> {
  const found: TItem[] = [];
  try {
    for await (const one of pages) found.push(...(items(one) ?? []));
  } catch (error) {
    throw toAwsSourceError(error, permission);
  }
  return found;
}

function byInstance<T extends { DBInstanceIdentifier?: string }>(
  items: readonly T[],
): Map<string | undefined, T[]> {
  const groups = new Map<string | undefined, T[]>();
  for (const item of items) {
    groups.set(item.DBInstanceIdentifier, [
      ...(groups.get(item.DBInstanceIdentifier) ?? []),
      item,
    ]);
  }
  return groups;
}
