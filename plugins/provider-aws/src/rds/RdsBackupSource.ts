import {
  DBInstance,
  DBSnapshot,
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
  SourceError,
  SourcePage,
  SourceScope,
} from '@opsdeck/backstage-plugin-operations-node';
import { AwsConnections } from '../client/AwsConnections';
import { iamPolicy } from '../client/iamPolicy';
import { AwsConfig } from '../config/readAwsConfig';
import { InstanceLookup } from './InstanceLookup';
import { mapInstance } from './mapInstance';
import { listAll, listPages } from './pages';
import { RdsAnswers, fromPayload, toPayload } from './rdsPayload';

/** The largest page that RDS gives. */
const PAGE_SIZE = 100;

const INSTANCES = 'rds:DescribeDBInstances';
const AUTOMATED_BACKUPS = 'rds:DescribeDBInstanceAutomatedBackups';
const SNAPSHOTS = 'rds:DescribeDBSnapshots';

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
  readonly requiredPermissions = [INSTANCES, AUTOMATED_BACKUPS, SNAPSHOTS];
  readonly policies = [
    iamPolicy('OpsdeckReadRdsBackups', this.requiredPermissions),
  ];
  readonly cadence: string;
  readonly #config: AwsConfig;
  readonly #connections: AwsConnections;

  constructor(config: AwsConfig, connections = new AwsConnections(config)) {
    this.#config = config;
    this.#connections = connections;
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
    if (!account) {
      throw new SourceError(
        'configuration',
        `the account ${accountId} is not configured`,
      );
    }
    const client = new RDSClient(
      this.#connections.clientOptions(account, region, context.countCall),
    );
    const call = { client, pageSize: PAGE_SIZE };
    const options = { abortSignal: context.signal };
    try {
      const backups = new InstanceLookup(
        await listAll(
          paginateDescribeDBInstanceAutomatedBackups(call, {}, options),
          page => page.DBInstanceAutomatedBackups,
          AUTOMATED_BACKUPS,
        ),
      );
      const snapshots = new InstanceLookup(await allSnapshots(call, options));
      // Last, so that the latest restorable times are as fresh as can be.
      const pages = listPages(
        paginateDescribeDBInstances(call, {}, options),
        page => page.DBInstances,
        INSTANCES,
      );
      for await (const instances of pages) {
        yield toPage(
          instances.map(instance => ({
            instance,
            automatedBackups: backups.of(instance),
            snapshots: snapshots.of(instance),
          })),
          scope,
        );
      }
    } finally {
      client.destroy();
    }
  }

  normalise(payload: unknown, scope: SourceScope): BackupRecord[] {
    return recordsOf(fromPayload(payload), scope);
  }
}

/** Without a type RDS answers automated and manual ones; those of AWS Backup must be asked for. */
async function allSnapshots(
  call: { client: RDSClient; pageSize: number },
  options: { abortSignal: AbortSignal },
): Promise<DBSnapshot[]> {
  const byArn = new Map<string | undefined, DBSnapshot>();
  for (const SnapshotType of [undefined, 'awsbackup']) {
    const snapshots = await listAll(
      paginateDescribeDBSnapshots(call, { SnapshotType }, options),
      page => page.DBSnapshots,
      SNAPSHOTS,
    );
    for (const snapshot of snapshots) {
      byArn.set(
        snapshot.DBSnapshotArn ?? snapshot.DBSnapshotIdentifier,
        snapshot,
      );
    }
  }
  return [...byArn.values()];
}

/** Credentials of another account would show its databases under a wrong name. */
function refuseForeign(instance: DBInstance, accountId: string): void {
  const owner = instance.DBInstanceArn?.split(':')[4];
  if (owner && owner !== accountId) {
    throw new SourceError(
      'configuration',
      `the credentials of account ${accountId} belong to account ${owner}`,
    );
  }
}

function toPage(
  all: readonly RdsAnswers[],
  scope: SourceScope,
): SourcePage<BackupRecord> {
  const records: BackupRecord[] = [];
  const rejected: RejectedRecord[] = [];
  for (const answers of all) {
    try {
      records.push(...recordsOf(answers, scope));
    } catch (error) {
      if (error instanceof SourceError) throw error;
      rejected.push({
        payload: toPayload(answers),
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return { records, rejected };
}

/**
 * The record of one instance; none of what other sources read.
 *
 * @throws Error when the answer lacks what identifies the instance.
 */
function recordsOf(
  answers: RdsAnswers,
  { attributes: { account, region } }: SourceScope,
): BackupRecord[] {
  const { instance } = answers;
  if (OTHER_ENGINES.test(instance.Engine ?? '')) return [];
  // Members of a cluster are backed up with it, not by themselves.
  if (instance.DBClusterIdentifier) return [];
  refuseForeign(instance, account);
  return [mapInstance({ account, region, ...answers })];
}
