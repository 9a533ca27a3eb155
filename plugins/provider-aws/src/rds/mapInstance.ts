import {
  DBInstance,
  DBInstanceAutomatedBackup,
  DBSnapshot,
} from '@aws-sdk/client-rds';
import {
  BackupRecord,
  PointInTime,
  RecoveryPoint,
} from '@opsdeck/backstage-plugin-backups-common';
import { PEER_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';

/**
 * "RDS uploads transaction logs for DB instances to Amazon S3 every five
 * minutes" (Amazon RDS User Guide, "Restoring a DB instance to a specified time").
 */
const LOG_UPLOAD_INTERVAL_MS = 5 * 60_000;

export interface RdsReading {
  account: string;
  region: string;
  instance: DBInstance;
  /** Those of this instance. */
  automatedBackups: readonly DBInstanceAutomatedBackup[];
  /** Those of this instance. */
  snapshots: readonly DBSnapshot[];
}

/**
 * One RDS instance with everything that can be restored of it.
 *
 * @throws Error when the answer lacks what identifies the instance.
 */
export function mapInstance(reading: RdsReading): BackupRecord {
  const { instance, account, region } = reading;
  const arn = required(instance.DBInstanceArn, 'DBInstanceArn');
  const pointInTime = pointInTimeOf(reading);
  const retention = instance.BackupRetentionPeriod ?? null;
  return {
    key: arn,
    title: required(instance.DBInstanceIdentifier, 'DBInstanceIdentifier'),
    type: 'database',
    engine:
      [instance.Engine, instance.EngineVersion].filter(Boolean).join(' ') ||
      null,
    location: `${account} ${region}`,
    bindings: [{ annotation: PEER_ANNOTATIONS.rdsArn, value: arn }],
    bindingFacts: {
      provider: 'aws',
      kind: 'rds-instance',
      name: instance.DBInstanceIdentifier,
      labels: Object.fromEntries(
        (instance.TagList ?? []).flatMap(({ Key, Value }) =>
          Key ? [[Key, Value ?? '']] : [],
        ),
      ),
    },
    environmentFacts: { account, region },
    protection: {
      automated: retention === null ? pointInTime !== null : retention > 0,
      retentionDays: retention,
      backupWindow: instance.PreferredBackupWindow || null,
      maintenanceWindow: instance.PreferredMaintenanceWindow || null,
      encrypted: instance.StorageEncrypted ?? null,
      multiZone: instance.MultiAZ ?? null,
      copyLocations: copyLocationsOf(reading),
    },
    pointInTime,
    recoveryPoints: reading.snapshots.map(snapshot =>
      mapSnapshot(snapshot, region),
    ),
  };
}

/**
 * A retention of zero days is how RDS says that automated backups are off: it
 * then deletes them, whatever instant the answer may still hold.
 */
function pointInTimeOf({
  instance,
  region,
  automatedBackups,
}: RdsReading): PointInTime | null {
  if (instance.BackupRetentionPeriod === 0) return null;
  const window = automatedBackups.find(
    backup => backup.Status === 'active' && backup.Region === region,
  )?.RestoreWindow;
  const latest = instance.LatestRestorableTime ?? window?.LatestTime;
  if (!latest) return null;
  return {
    earliest: window?.EarliestTime?.toISOString() ?? null,
    latest: latest.toISOString(),
    intervalMs: LOG_UPLOAD_INTERVAL_MS,
  };
}

/** Other regions to which the automated backups are replicated. */
function copyLocationsOf({ instance, region }: RdsReading): string[] {
  const regions = (
    instance.DBInstanceAutomatedBackupsReplications ?? []
  ).flatMap(
    ({ DBInstanceAutomatedBackupsArn: arn }) => arn?.split(':')[3] || [],
  );
  return [...new Set(regions)].filter(each => each !== region).sort();
}

/**
 * The data of a snapshot is as old as its last applied transaction; the create
 * time is that of the copy and says nothing of the data.
 */
function mapSnapshot(snapshot: DBSnapshot, region: string): RecoveryPoint {
  const dataTime =
    snapshot.SnapshotDatabaseTime ?? snapshot.OriginalSnapshotCreateTime;
  return {
    key:
      snapshot.DBSnapshotArn ??
      required(snapshot.DBSnapshotIdentifier, 'DBSnapshotIdentifier'),
    kind: kindOf(snapshot),
    status: statusOf(snapshot.Status),
    providerStatus: snapshot.Status ?? 'not reported',
    dataTime: dataTime?.toISOString() ?? null,
    createdAt: snapshot.SnapshotCreateTime?.toISOString() ?? null,
    location: region,
    encrypted: snapshot.Encrypted ?? null,
  };
}

function kindOf(snapshot: DBSnapshot): RecoveryPoint['kind'] {
  if (snapshot.SourceRegion || snapshot.SourceDBSnapshotIdentifier)
    return 'copy';
  if (snapshot.SnapshotType === 'automated') return 'automated';
  if (snapshot.SnapshotType === 'manual') return 'manual';
  return 'other';
}

function statusOf(status: string | undefined): RecoveryPoint['status'] {
  if (status === 'available' || status === 'creating' || status === 'failed') {
    return status;
  }
  return 'other';
}

function required(value: string | undefined, field: string): string {
  if (!value) throw new Error(`The answer of RDS lacks ${field}`);
  return value;
}
