import {
  DBInstance,
  DBInstanceAutomatedBackup,
  DBSnapshot,
} from '@aws-sdk/client-rds';
import {
  BackupRecord,
  RecoveryPoint,
} from '@opsdeck/backstage-plugin-backups-common';
import { PEER_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';

export interface RdsReading {
  account: string;
  region: string;
  instance: DBInstance;
  automatedBackups: readonly DBInstanceAutomatedBackup[];
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
  const id = required(instance.DBInstanceIdentifier, 'DBInstanceIdentifier');
  const retention = instance.BackupRetentionPeriod ?? null;
  const active = reading.automatedBackups.find(
    backup => backup.Status === 'active' && backup.Region === region,
  );
  const latest =
    instance.LatestRestorableTime ?? active?.RestoreWindow?.LatestTime;
  return {
    key: arn,
    title: id,
    type: 'database',
    engine:
      [instance.Engine, instance.EngineVersion].filter(Boolean).join(' ') ||
      null,
    location: `${account} ${region}`,
    bindings: [{ annotation: PEER_ANNOTATIONS.rdsArn, value: arn }],
    environmentFacts: { account, region },
    protection: {
      // Zero days is how RDS says that automated backups are off.
      automated: (retention ?? 0) > 0,
      retentionDays: retention,
      backupWindow: instance.PreferredBackupWindow || null,
      maintenanceWindow: instance.PreferredMaintenanceWindow || null,
      encrypted: instance.StorageEncrypted ?? null,
      multiZone: instance.MultiAZ ?? null,
      copyLocations: (instance.DBInstanceAutomatedBackupsReplications ?? [])
        .flatMap(
          copy => copy.DBInstanceAutomatedBackupsArn?.split(':')[3] ?? [],
        )
        .filter(location => location !== region),
    },
    pointInTime: latest
      ? {
          earliest: active?.RestoreWindow?.EarliestTime?.toISOString() ?? null,
          latest: latest.toISOString(),
        }
      : null,
    recoveryPoints: reading.snapshots.map(snapshot =>
      mapSnapshot(snapshot, region),
    ),
  };
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
