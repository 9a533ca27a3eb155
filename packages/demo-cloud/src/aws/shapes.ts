import { Database } from '../world/databases';
import { drawHex } from '../world/random';
import { latestRestorableTime, replicatedTime } from '../world/recovery';
import { Snapshot, snapshotsAt } from '../world/snapshots';
import { isoMillis, SET_UP } from '../world/time';
import type { World } from '../world/world';
import { XmlList, XmlValue } from './xml';

const ENGINE = 'postgres';

/** ARN of an instance. */
export function instanceArn({ region, account, name }: Database): string {
  return `arn:aws:rds:${region}:${account}:db:${name}`;
}

/** ARN of a snapshot or of its copy. */
export function snapshotArn({ region, database, id }: Snapshot): string {
  return `arn:aws:rds:${region}:${database.account}:snapshot:${id}`;
}

/** The `DBInstance` of an instance. */
export function instanceShape(
  world: World,
  database: Database,
  tMs: number,
): XmlValue {
  const backingUp = snapshotsAt(world, database, tMs).some(
    ({ type, status }) => type === 'automated' && status === 'creating',
  );
  const { name, region } = database;
  return {
    DBInstanceIdentifier: name,
    DBInstanceClass: database.instanceClass,
    Engine: ENGINE,
    EngineVersion: database.engineVersion,
    DBInstanceStatus: backingUp ? 'backing-up' : 'available',
    MasterUsername: 'postgres',
    DBName: database.service.replace(/-/g, '_'),
    Endpoint: {
      Address: `${name}.c0demo.${region}.rds.amazonaws.com`,
      Port: 5432,
    },
    AllocatedStorage: database.allocatedStorage,
    InstanceCreateTime: isoMillis(SET_UP),
    PreferredBackupWindow: database.preferredBackupWindow,
    BackupRetentionPeriod: database.backupRetentionPeriod,
    AvailabilityZone: `${region}a`,
    PreferredMaintenanceWindow: database.preferredMaintenanceWindow,
    PendingModifiedValues: {},
    LatestRestorableTime: isoOrNone(latestRestorableTime(world, database, tMs)),
    MultiAZ: database.multiAz,
    AutoMinorVersionUpgrade: true,
    LicenseModel: 'postgresql-license',
    StorageType: 'gp3',
    StorageEncrypted: database.encrypted,
    KmsKeyId: kmsKey(database, region),
    DbiResourceId: resourceId(database),
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    CopyTagsToSnapshot: true,
    DeletionProtection: database.environment === 'production',
    PubliclyAccessible: false,
    DBInstanceArn: instanceArn(database),
    DBInstanceAutomatedBackupsReplications: replications(database),
    TagList: tags(database),
    BackupTarget: 'region',
  };
}

/** The `DBSnapshot` of a snapshot. */
export function snapshotShape(snapshot: Snapshot): XmlValue {
  const { database, copyOf, region } = snapshot;
  return {
    DBSnapshotIdentifier: snapshot.id,
    DBInstanceIdentifier: database.name,
    SnapshotCreateTime: isoMillis(snapshot.createTime),
    OriginalSnapshotCreateTime: isoMillis((copyOf ?? snapshot).createTime),
    SnapshotDatabaseTime: isoMillis(snapshot.databaseTime),
    Engine: ENGINE,
    EngineVersion: database.engineVersion,
    AllocatedStorage: database.allocatedStorage,
    Status: snapshot.status,
    Port: 5432,
    AvailabilityZone: `${database.region}a`,
    InstanceCreateTime: isoMillis(SET_UP),
    MasterUsername: 'postgres',
    LicenseModel: 'postgresql-license',
    SnapshotType: snapshot.type,
    PercentProgress: snapshot.percentProgress,
    SourceRegion: copyOf?.region,
    SourceDBSnapshotIdentifier: copyOf && snapshotArn(copyOf),
    StorageType: 'gp3',
    Encrypted: database.encrypted,
    KmsKeyId: kmsKey(database, region),
    DBSnapshotArn: snapshotArn(snapshot),
    IAMDatabaseAuthenticationEnabled: false,
    DbiResourceId: resourceId(database),
    TagList: tags(database),
    SnapshotTarget: 'region',
  };
}

/**
 * The `DBInstanceAutomatedBackup` of an instance as one region shows it: at home the active one, in the region that it
 * is replicated to the replica. Undefined when that region has none.
 */
export function automatedBackupShape(
  world: World,
  database: Database,
  region: string,
  tMs: number,
): XmlValue {
  const atHome = region === database.region;
  const latest = atHome
    ? latestRestorableTime(world, database, tMs)
    : replicatedTime(world, database, tMs);
  const oldest = snapshotsAt(world, database, tMs)
    .filter(
      ({ type, status }) => type === 'automated' && status === 'available',
    )
    .at(-1);
  if (
    latest === undefined ||
    !oldest ||
    (!atHome && region !== database.replicatedTo)
  ) {
    return undefined;
  }
  return {
    DBInstanceArn: instanceArn(database),
    DbiResourceId: resourceId(database),
    Region: database.region,
    DBInstanceIdentifier: database.name,
    RestoreWindow: {
      EarliestTime: isoMillis(Math.min(oldest.databaseTime, latest)),
      LatestTime: isoMillis(latest),
    },
    AllocatedStorage: database.allocatedStorage,
    Status: atHome ? 'active' : 'replicating',
    Port: 5432,
    AvailabilityZone: `${database.region}a`,
    InstanceCreateTime: isoMillis(SET_UP),
    MasterUsername: 'postgres',
    Engine: ENGINE,
    EngineVersion: database.engineVersion,
    LicenseModel: 'postgresql-license',
    Encrypted: database.encrypted,
    StorageType: 'gp3',
    KmsKeyId: kmsKey(database, region),
    BackupRetentionPeriod: database.backupRetentionPeriod,
    DBInstanceAutomatedBackupsArn: automatedBackupArn(database, region),
    DBInstanceAutomatedBackupsReplications: atHome
      ? replications(database)
      : undefined,
    BackupTarget: 'region',
  };
}

function automatedBackupArn(database: Database, region: string): string {
  const id = drawHex(40, database.name, region, 'auto-backup').slice(0, 26);
  return `arn:aws:rds:${region}:${database.account}:auto-backup:ab-${id}`;
}

function replications(database: Database): XmlList | undefined {
  const { replicatedTo } = database;
  return replicatedTo === undefined
    ? undefined
    : new XmlList('DBInstanceAutomatedBackupsReplication', [
        {
          DBInstanceAutomatedBackupsArn: automatedBackupArn(
            database,
            replicatedTo,
          ),
        },
      ]);
}

function resourceId({ name }: Database): string {
  return `db-${drawHex(40, name, 'resource').slice(0, 26).toUpperCase()}`;
}

function kmsKey(database: Database, region: string): string | undefined {
  return database.encrypted
    ? `arn:aws:kms:${region}:${database.account}:key/9d1c0d3e-0000-4000-8000-${database.account}`
    : undefined;
}

function tags({ service, environment }: Database): XmlList {
  return new XmlList('Tag', [
    { Key: 'service', Value: service },
    { Key: 'environment', Value: environment },
  ]);
}

function isoOrNone(tMs: number | undefined): string | undefined {
  return tMs === undefined ? undefined : isoMillis(tMs);
}
