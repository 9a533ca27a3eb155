import { DAY, HOUR, MINUTE } from './time';

/** A regular snapshot of one database. */
export interface SnapshotPlan {
  type: 'automated' | 'manual';
  /** Word inside the snapshot's name; automated ones are named by RDS. */
  label: string;
  every: 'day' | 'week' | 'month' | 'year';
  /** Milliseconds after the start of each such period, UTC. */
  offset: number;
  /** How many are kept. */
  keep: number;
  /** Each snapshot is also copied to this region. */
  copyTo?: string;
  /** One period in this many is missed: a gap for the retention calendar. */
  missesOneIn?: number;
}

/** The facts of one RDS instance that never change. */
export interface Database {
  name: string;
  service: string;
  environment: 'staging' | 'production';
  account: string;
  region: string;
  instanceClass: string;
  engineVersion: string;
  allocatedStorage: number;
  multiAz: boolean;
  encrypted: boolean;
  /** Days of point-in-time recovery; 0 is off. */
  backupRetentionPeriod: number;
  preferredBackupWindow: string;
  preferredMaintenanceWindow: string;
  /** Automated backups are replicated to this region. */
  replicatedTo?: string;
  plans: readonly SnapshotPlan[];
}

export const PRODUCTION_ACCOUNT = '111122223333';
export const STAGING_ACCOUNT = '444455556666';

const SUNDAY = 6 * DAY;

function automated(keep: number, offset: number): SnapshotPlan {
  return { type: 'automated', label: '', every: 'day', offset, keep };
}

export const DATABASES: readonly Database[] = [
  {
    name: 'hopngo-db',
    service: 'hopngo',
    environment: 'production',
    account: PRODUCTION_ACCOUNT,
    region: 'eu-west-1',
    instanceClass: 'db.r5.large',
    engineVersion: '14.17',
    allocatedStorage: 200,
    multiAz: true,
    encrypted: true,
    backupRetentionPeriod: 7,
    preferredBackupWindow: '04:30-05:00',
    preferredMaintenanceWindow: 'sun:02:00-sun:04:00',
    plans: [automated(7, 4 * HOUR + 30 * MINUTE)],
  },
  {
    name: 'hopngo-db-staging',
    service: 'hopngo',
    environment: 'staging',
    account: STAGING_ACCOUNT,
    region: 'eu-west-1',
    instanceClass: 'db.t4g.medium',
    engineVersion: '15.12',
    allocatedStorage: 50,
    multiAz: false,
    encrypted: true,
    backupRetentionPeriod: 1,
    preferredBackupWindow: '04:30-05:00',
    preferredMaintenanceWindow: 'sun:02:00-sun:04:00',
    plans: [automated(1, 4 * HOUR + 30 * MINUTE)],
  },
  {
    name: 'saas-platform-db',
    service: 'saas-platform',
    environment: 'production',
    account: PRODUCTION_ACCOUNT,
    region: 'eu-west-1',
    instanceClass: 'db.r6g.xlarge',
    engineVersion: '16.8',
    allocatedStorage: 350,
    multiAz: true,
    encrypted: true,
    backupRetentionPeriod: 30,
    preferredBackupWindow: '01:00-01:30',
    preferredMaintenanceWindow: 'sun:02:00-sun:04:00',
    plans: [
      automated(30, 1 * HOUR),
      {
        type: 'manual',
        label: 'weekly',
        every: 'week',
        offset: SUNDAY + 5 * HOUR,
        keep: 12,
        missesOneIn: 9,
      },
      {
        type: 'manual',
        label: 'monthly',
        every: 'month',
        offset: 6 * HOUR,
        keep: 12,
      },
      {
        type: 'manual',
        label: 'yearly',
        every: 'year',
        offset: 7 * HOUR,
        keep: 7,
      },
    ],
  },
  {
    name: 'catalogue-db',
    service: 'catalogue-pipeline',
    environment: 'production',
    account: PRODUCTION_ACCOUNT,
    region: 'eu-west-1',
    instanceClass: 'db.m6g.large',
    engineVersion: '15.12',
    allocatedStorage: 120,
    multiAz: false,
    encrypted: true,
    backupRetentionPeriod: 30,
    preferredBackupWindow: '03:00-03:30',
    preferredMaintenanceWindow: 'sun:02:00-sun:04:00',
    plans: [
      automated(30, 3 * HOUR),
      {
        type: 'manual',
        label: 'weekly',
        every: 'week',
        offset: SUNDAY + 5 * HOUR,
        keep: 52,
        copyTo: 'eu-central-1',
      },
    ],
  },
  {
    name: 'markethub-db',
    service: 'markethub-mobile',
    environment: 'production',
    account: PRODUCTION_ACCOUNT,
    region: 'us-east-1',
    instanceClass: 'db.r5.xlarge',
    engineVersion: '14.17',
    allocatedStorage: 500,
    multiAz: true,
    encrypted: true,
    backupRetentionPeriod: 7,
    preferredBackupWindow: '05:00-05:30',
    preferredMaintenanceWindow: 'sun:06:00-sun:08:00',
    replicatedTo: 'us-west-2',
    plans: [automated(7, 5 * HOUR)],
  },
  {
    name: 'boat-listings-db',
    service: 'boat-listings',
    environment: 'production',
    account: PRODUCTION_ACCOUNT,
    region: 'eu-west-1',
    instanceClass: 'db.t4g.medium',
    engineVersion: '13.20',
    allocatedStorage: 40,
    multiAz: false,
    encrypted: false,
    backupRetentionPeriod: 0,
    preferredBackupWindow: '02:00-02:30',
    preferredMaintenanceWindow: 'sat:03:00-sat:04:00',
    plans: [
      {
        type: 'manual',
        label: 'nightly',
        every: 'day',
        offset: 2 * HOUR + 10 * MINUTE,
        keep: 30,
      },
    ],
  },
];

/** The database of that name. */
export function findDatabase(name: string): Database | undefined {
  return DATABASES.find(database => database.name === name);
}
