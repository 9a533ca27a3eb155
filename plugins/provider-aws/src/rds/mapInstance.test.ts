import {
  DBInstance,
  DBInstanceAutomatedBackup,
  DBSnapshot,
} from '@aws-sdk/client-rds';
import { backupRecordSchema } from '@opsdeck/backstage-plugin-backups-common';
import { mapInstance } from './mapInstance';

const ARN = 'arn:aws:rds:eu-west-1:111122223333:db:orders-db';

const INSTANCE: DBInstance = {
  DBInstanceIdentifier: 'orders-db',
  DBInstanceArn: ARN,
  Engine: 'postgres',
  EngineVersion: '16.8',
  BackupRetentionPeriod: 7,
  PreferredBackupWindow: '04:30-05:00',
  PreferredMaintenanceWindow: 'sun:02:00-sun:04:00',
  LatestRestorableTime: new Date('2026-11-20T11:56:30Z'),
  MultiAZ: true,
  StorageEncrypted: true,
};

const ACTIVE: DBInstanceAutomatedBackup = {
  Status: 'active',
  Region: 'eu-west-1',
  RestoreWindow: {
    EarliestTime: new Date('2026-11-13T04:36:58Z'),
    LatestTime: new Date('2026-11-20T11:50:00Z'),
  },
};

const SNAPSHOT: DBSnapshot = {
  DBSnapshotIdentifier: 'nightly',
  DBSnapshotArn: 'arn:aws:rds:eu-west-1:111122223333:snapshot:nightly',
  SnapshotType: 'manual',
  Status: 'available',
  SnapshotCreateTime: new Date('2026-11-20T02:10:00Z'),
  OriginalSnapshotCreateTime: new Date('2026-11-20T02:10:00Z'),
  SnapshotDatabaseTime: new Date('2026-11-20T02:09:48Z'),
  Encrypted: true,
};

function map(
  instance: Partial<DBInstance> = {},
  others: {
    automatedBackups?: DBInstanceAutomatedBackup[];
    snapshots?: DBSnapshot[];
  } = {},
) {
  return mapInstance({
    account: '111122223333',
    region: 'eu-west-1',
    instance: { ...INSTANCE, ...instance },
    automatedBackups: [ACTIVE],
    snapshots: [],
    ...others,
  });
}

function mapPoint(snapshot: Partial<DBSnapshot>) {
  return map({}, { snapshots: [{ ...SNAPSHOT, ...snapshot }] })
    .recoveryPoints[0];
}

describe('mapInstance', () => {
  it('hands on the tags, whatever is in them', () => {
    const TagList = [
      { Key: 'service', Value: 'orders' },
      { Key: '__proto__', Value: '"}; drop' },
      { Key: 'empty' },
      { Value: 'nameless' },
    ];
    const { labels } = map({ TagList }).bindingFacts ?? {};
    expect(Object.entries(labels ?? {})).toEqual([
      ['service', 'orders'],
      ['__proto__', '"}; drop'],
      ['empty', ''],
    ]);
  });

  it('maps everything that RDS says', () => {
    const record = map(
      {},
      { automatedBackups: [ACTIVE], snapshots: [SNAPSHOT] },
    );
    expect(backupRecordSchema.parse(record)).toEqual(record);
    expect(record).toEqual({
      key: ARN,
      title: 'orders-db',
      type: 'database',
      engine: 'postgres 16.8',
      location: '111122223333 eu-west-1',
      bindings: [{ annotation: 'aws.amazon.com/amazon-rds-arn', value: ARN }],
      bindingFacts: {
        provider: 'aws',
        kind: 'rds-instance',
        name: 'orders-db',
        labels: {},
      },
      environmentFacts: { account: '111122223333', region: 'eu-west-1' },
      protection: {
        automated: true,
        retentionDays: 7,
        backupWindow: '04:30-05:00',
        maintenanceWindow: 'sun:02:00-sun:04:00',
        encrypted: true,
        multiZone: true,
        copyLocations: [],
      },
      pointInTime: {
        earliest: '2026-11-13T04:36:58.000Z',
        latest: '2026-11-20T11:56:30.000Z',
        intervalMs: 300_000,
      },
      recoveryPoints: [
        {
          key: SNAPSHOT.DBSnapshotArn,
          kind: 'manual',
          status: 'available',
          providerStatus: 'available',
          dataTime: '2026-11-20T02:09:48.000Z',
          createdAt: '2026-11-20T02:10:00.000Z',
          location: 'eu-west-1',
          encrypted: true,
        },
      ],
    });
  });

  it('takes silence for unknown, not for no', () => {
    const record = mapInstance({
      account: '111122223333',
      region: 'eu-west-1',
      instance: { DBInstanceArn: ARN, DBInstanceIdentifier: 'orders-db' },
      automatedBackups: [],
      snapshots: [{ DBSnapshotIdentifier: 'x' }],
    });
    expect(record).toMatchObject({
      engine: null,
      pointInTime: null,
      protection: {
        automated: false,
        retentionDays: null,
        backupWindow: null,
        maintenanceWindow: null,
        encrypted: null,
        multiZone: null,
      },
      recoveryPoints: [
        {
          key: 'x',
          kind: 'other',
          status: 'other',
          providerStatus: 'not reported',
          dataTime: null,
          createdAt: null,
          encrypted: null,
        },
      ],
    });
  });

  it.each(['DBInstanceArn', 'DBInstanceIdentifier'] as const)(
    'refuses an instance without %s',
    field => {
      expect(() => map({ [field]: undefined })).toThrow(
        `The answer of RDS lacks ${field}`,
      );
    },
  );

  describe('the continuous range', () => {
    it.each<
      [
        what: string,
        instance: Partial<DBInstance>,
        automatedBackups: DBInstanceAutomatedBackup[],
        expected: { earliest: string | null; latest: string } | null,
      ]
    >([
      [
        'ends at the latest restorable time of the instance',
        {},
        [ACTIVE],
        {
          earliest: '2026-11-13T04:36:58.000Z',
          latest: '2026-11-20T11:56:30.000Z',
        },
      ],
      [
        'ends with the restore window when the instance says nothing',
        { LatestRestorableTime: undefined },
        [ACTIVE],
        {
          earliest: '2026-11-13T04:36:58.000Z',
          latest: '2026-11-20T11:50:00.000Z',
        },
      ],
      [
        'has no known beginning without a restore window',
        {},
        [],
        { earliest: null, latest: '2026-11-20T11:56:30.000Z' },
      ],
      [
        'is not there when nobody says anything',
        { LatestRestorableTime: undefined },
        [],
        null,
      ],
      [
        'is off at a retention of zero days, whatever else is said',
        { BackupRetentionPeriod: 0 },
        [ACTIVE],
        null,
      ],
      [
        'is not that of retained backups of a deleted instance',
        { LatestRestorableTime: undefined },
        [{ ...ACTIVE, Status: 'retained' }],
        null,
      ],
      [
        'is not that of a replica from another region',
        { LatestRestorableTime: undefined },
        [{ ...ACTIVE, Region: 'us-east-1' }],
        null,
      ],
    ])('%s', (_what, instance, automatedBackups, expected) => {
      const { pointInTime } = map(instance, { automatedBackups });
      expect(pointInTime).toEqual(
        expected && { ...expected, intervalMs: 300_000 },
      );
    });
  });

  it.each([
    [7, true],
    [0, false],
    [undefined, true],
  ])(
    'with a retention of %s days automated backups are on: %s',
    (BackupRetentionPeriod, automated) => {
      expect(map({ BackupRetentionPeriod }).protection.automated).toBe(
        automated,
      );
    },
  );

  it('names each other region that holds a copy once', () => {
    const copy = (region: string) => ({
      DBInstanceAutomatedBackupsArn: `arn:aws:rds:${region}:111122223333:auto-backup:ab-1`,
    });
    const { protection } = map({
      DBInstanceAutomatedBackupsReplications: [
        copy('us-west-2'),
        copy('eu-west-1'),
        copy('eu-central-1'),
        copy('us-west-2'),
        {},
        { DBInstanceAutomatedBackupsArn: 'nonsense' },
      ],
    });
    expect(protection.copyLocations).toEqual(['eu-central-1', 'us-west-2']);
  });

  describe('a snapshot', () => {
    it('is as old as its data, not as its copy', () => {
      expect(
        mapPoint({
          SnapshotCreateTime: new Date('2026-11-20T11:00:00Z'),
          OriginalSnapshotCreateTime: new Date('2026-10-01T02:10:00Z'),
          SnapshotDatabaseTime: new Date('2026-10-01T02:09:48Z'),
          SourceRegion: 'us-east-1',
        }),
      ).toMatchObject({
        kind: 'copy',
        dataTime: '2026-10-01T02:09:48.000Z',
        createdAt: '2026-11-20T11:00:00.000Z',
      });
    });

    it('falls back to its original creation, never to that of the copy', () => {
      expect(
        mapPoint({
          SnapshotDatabaseTime: undefined,
          OriginalSnapshotCreateTime: new Date('2026-10-01T02:10:00Z'),
        }).dataTime,
      ).toBe('2026-10-01T02:10:00.000Z');
      expect(
        mapPoint({
          SnapshotDatabaseTime: undefined,
          OriginalSnapshotCreateTime: undefined,
        }).dataTime,
      ).toBeNull();
    });

    it.each<[Partial<DBSnapshot>, string]>([
      [{ SnapshotType: 'automated' }, 'automated'],
      [{ SnapshotType: 'manual' }, 'manual'],
      [{ SnapshotType: 'awsbackup' }, 'other'],
      [{ SnapshotType: undefined }, 'other'],
      [{ SourceDBSnapshotIdentifier: 'rds:x' }, 'copy'],
    ])('%j is of the kind "%s"', (snapshot, kind) => {
      expect(mapPoint(snapshot).kind).toBe(kind);
    });

    it.each([
      ['available', 'available'],
      ['creating', 'creating'],
      ['failed', 'failed'],
      ['deleting', 'other'],
      ['incompatible-restore', 'other'],
    ])('in the state "%s" counts as %s', (Status, status) => {
      expect(mapPoint({ Status })).toMatchObject({
        status,
        providerStatus: Status,
      });
    });
  });
});
