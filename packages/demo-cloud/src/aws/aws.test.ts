import {
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  paginateDescribeDBSnapshots,
  RDSClient,
} from '@aws-sdk/client-rds';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import {
  NOON,
  startTestCloud,
  TestCloud,
  whileOn,
} from '../fixtures/testCloud';
import { DAY, HOUR, MINUTE } from '../world/time';

const PRODUCTION = {
  accessKeyId: 'AKIADEMOPRODUCTION00',
  secretAccessKey: 'any secret',
};
const STAGING = { ...PRODUCTION, accessKeyId: 'AKIADEMOSTAGING00000' };

describe('the AWS stand-in', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());
  beforeEach(() => {
    cloud.clock.now = NOON;
  });

  const rds = (region = 'eu-west-1', credentials: object = PRODUCTION) =>
    new RDSClient({
      endpoint: cloud.urls.aws,
      region,
      credentials: { ...PRODUCTION, ...credentials },
      maxAttempts: 1,
    });
  const sts = (credentials = PRODUCTION) =>
    new STSClient({
      endpoint: cloud.urls.aws,
      region: 'eu-west-1',
      credentials,
      maxAttempts: 1,
    });

  describe('DescribeDBInstances', () => {
    const names = async (client: RDSClient) => {
      const { DBInstances } = await client.send(
        new DescribeDBInstancesCommand({}),
      );
      return DBInstances?.map(({ DBInstanceIdentifier: name }) => name);
    };

    it('shows the instances of the key’s account in the signature’s region', async () => {
      expect(await names(rds())).toEqual([
        'boat-listings-db',
        'catalogue-db',
        'hopngo-db',
        'saas-platform-db',
      ]);
      expect(await names(rds('us-east-1'))).toEqual(['markethub-db']);
      expect(await names(rds('us-west-2'))).toEqual([]);
      expect(await names(rds('eu-west-1', STAGING))).toEqual([
        'hopngo-db-staging',
      ]);
    });

    it('tells what is configured and what can be restored', async () => {
      const { DBInstances } = await rds().send(
        new DescribeDBInstancesCommand({
          DBInstanceIdentifier:
            'arn:aws:rds:eu-west-1:111122223333:db:hopngo-db',
        }),
      );
      expect(DBInstances).toEqual([
        expect.objectContaining({
          DBInstanceIdentifier: 'hopngo-db',
          DBInstanceArn: 'arn:aws:rds:eu-west-1:111122223333:db:hopngo-db',
          DBInstanceStatus: 'available',
          Engine: 'postgres',
          EngineVersion: '14.17',
          BackupRetentionPeriod: 7,
          PreferredBackupWindow: '04:30-05:00',
          PreferredMaintenanceWindow: 'sun:02:00-sun:04:00',
          MultiAZ: true,
          StorageEncrypted: true,
          LatestRestorableTime: expect.any(Date),
          TagList: expect.arrayContaining([
            { Key: 'service', Value: 'hopngo' },
          ]),
        }),
      ]);
      const age = NOON - DBInstances![0].LatestRestorableTime!.getTime();
      expect(age).toBeGreaterThan(0);
      expect(age).toBeLessThan(5 * MINUTE);
    });

    it('has no restorable time where automated backups are off', async () => {
      const { DBInstances } = await rds().send(
        new DescribeDBInstancesCommand({
          Filters: [{ Name: 'db-instance-id', Values: ['boat-listings-db'] }],
        }),
      );
      expect(DBInstances).toHaveLength(1);
      expect(DBInstances![0].BackupRetentionPeriod).toBe(0);
      expect(DBInstances![0].LatestRestorableTime).toBeUndefined();
    });

    it('does not find what is not there', async () => {
      const asked = rds().send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'nothing' }),
      );
      await expect(asked).rejects.toMatchObject({
        name: 'DBInstanceNotFoundFault',
        message: 'DBInstance nothing not found.',
        $metadata: expect.objectContaining({
          httpStatusCode: 404,
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        }),
      });
    });
  });

  describe('DescribeDBSnapshots', () => {
    it('pages by marker and gives every snapshot once', async () => {
      const seen: string[] = [];
      let pages = 0;
      for await (const page of paginateDescribeDBSnapshots(
        { client: rds(), pageSize: 20 },
        {},
      )) {
        pages++;
        expect(page.DBSnapshots!.length).toBeLessThanOrEqual(20);
        seen.push(...page.DBSnapshots!.map(s => s.DBSnapshotIdentifier!));
      }
      expect(pages).toBeGreaterThan(8);
      expect(new Set(seen).size).toBe(seen.length);
      const { DBSnapshots, Marker } = await rds().send(
        new DescribeDBSnapshotsCommand({}),
      );
      expect(DBSnapshots).toHaveLength(100);
      expect(Marker).toBeDefined();
    });

    it.each([19, 101])('refuses pages of %d', async size => {
      const asked = rds().send(
        new DescribeDBSnapshotsCommand({ MaxRecords: size }),
      );
      await expect(asked).rejects.toMatchObject({
        name: 'InvalidParameterValue',
        message: expect.stringContaining('MaxRecords'),
      });
    });

    it('refuses a marker and a filter that it does not know', async () => {
      await expect(
        rds().send(new DescribeDBSnapshotsCommand({ Marker: 'nonsense' })),
      ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
      await expect(
        rds().send(
          new DescribeDBSnapshotsCommand({
            Filters: [{ Name: 'colour', Values: ['red'] }],
          }),
        ),
      ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    });

    it('shows a copy with the times of its original', async () => {
      const { DBSnapshots } = await rds('eu-central-1').send(
        new DescribeDBSnapshotsCommand({}),
      );
      expect(DBSnapshots!.length).toBeGreaterThan(50);
      for (const snapshot of DBSnapshots!) {
        expect(snapshot.SourceRegion).toBe('eu-west-1');
        expect(snapshot.SnapshotCreateTime!.getTime()).toBe(
          snapshot.OriginalSnapshotCreateTime!.getTime() + 30 * MINUTE,
        );
        expect(snapshot.SnapshotDatabaseTime!.getTime()).toBeLessThan(
          snapshot.OriginalSnapshotCreateTime!.getTime(),
        );
      }
    });

    it('shows a snapshot that failed', async () => {
      await whileOn(cloud, 'failed-backup', 'boat-listings-db', async () => {
        cloud.clock.now = NOON + DAY;
        const { DBSnapshots } = await rds().send(
          new DescribeDBSnapshotsCommand({
            DBInstanceIdentifier: 'boat-listings-db',
            SnapshotType: 'manual',
          }),
        );
        const failed = DBSnapshots!.filter(({ Status }) => Status === 'failed');
        expect(failed).toHaveLength(2);
        expect(failed[0].PercentProgress).toBeLessThan(100);
      });
    });
  });

  describe('DescribeDBInstanceAutomatedBackups', () => {
    it('shows the restore window at home and in the region of the replica', async () => {
      const of = async (region: string) => {
        const { DBInstanceAutomatedBackups } = await rds(region).send(
          new DescribeDBInstanceAutomatedBackupsCommand({}),
        );
        return DBInstanceAutomatedBackups!;
      };
      const [home] = await of('us-east-1');
      const [replica] = await of('us-west-2');
      expect(home).toMatchObject({
        DBInstanceIdentifier: 'markethub-db',
        Region: 'us-east-1',
        Status: 'active',
        DBInstanceAutomatedBackupsReplications: [
          {
            DBInstanceAutomatedBackupsArn:
              replica.DBInstanceAutomatedBackupsArn,
          },
        ],
      });
      expect(replica).toMatchObject({
        Region: 'us-east-1',
        Status: 'replicating',
        DBInstanceArn: home.DBInstanceArn,
      });
      const { EarliestTime, LatestTime } = home.RestoreWindow!;
      expect(NOON - LatestTime!.getTime()).toBeGreaterThan(47 * MINUTE);
      expect(NOON - EarliestTime!.getTime()).toBeGreaterThan(6 * DAY);
    });

    it('has none where they are off', async () => {
      const { DBInstanceAutomatedBackups } = await rds().send(
        new DescribeDBInstanceAutomatedBackupsCommand({}),
      );
      expect(
        DBInstanceAutomatedBackups!.map(b => b.DBInstanceIdentifier),
      ).toEqual(['catalogue-db', 'hopngo-db', 'saas-platform-db']);
    });
  });

  describe('credentials', () => {
    it('names the caller', async () => {
      expect(await sts().send(new GetCallerIdentityCommand({}))).toMatchObject({
        Account: '111122223333',
        Arn: 'arn:aws:iam::111122223333:user/opsdeck',
      });
    });

    it('lets a role of the other account be assumed, for as long as asked', async () => {
      const { Credentials, AssumedRoleUser } = await sts().send(
        new AssumeRoleCommand({
          RoleArn: 'arn:aws:iam::444455556666:role/opsdeck-reader',
          RoleSessionName: 'collector',
          DurationSeconds: 900,
        }),
      );
      expect(AssumedRoleUser!.Arn).toBe(
        'arn:aws:sts::444455556666:assumed-role/opsdeck-reader/collector',
      );
      const session = {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken!,
      };
      const list = () =>
        rds('eu-west-1', session).send(new DescribeDBInstancesCommand({}));
      expect((await list()).DBInstances).toHaveLength(1);
      cloud.clock.now += HOUR;
      await expect(list()).rejects.toMatchObject({ name: 'ExpiredToken' });
    });

    it('lets no role of an unknown account be assumed', async () => {
      const asked = sts().send(
        new AssumeRoleCommand({
          RoleArn: 'arn:aws:iam::999999999999:role/reader',
          RoleSessionName: 'collector',
        }),
      );
      await expect(asked).rejects.toMatchObject({
        name: 'AccessDenied',
        $metadata: expect.objectContaining({ httpStatusCode: 403 }),
      });
    });

    it.each([
      ['an unknown key', { accessKeyId: 'AKIAUNKNOWN000000000' }],
      [
        'a forged session',
        { accessKeyId: 'ASIADEMO111122223333', sessionToken: 'e30' },
      ],
    ])('refuses %s', async (_what, credentials) => {
      const asked = rds('eu-west-1', credentials).send(
        new DescribeDBInstancesCommand({}),
      );
      await expect(asked).rejects.toMatchObject({
        name: 'InvalidClientTokenId',
        $metadata: expect.objectContaining({ httpStatusCode: 403 }),
      });
    });

    it.each([
      [undefined, 403, 'MissingAuthenticationToken'],
      ['AWS4-HMAC-SHA256 Credential=half', 400, 'IncompleteSignature'],
    ])('refuses the signature %s', async (authorization, status, code) => {
      const response = await fetch(`${cloud.urls.aws}/`, {
        method: 'POST',
        body: 'Action=DescribeDBInstances&Version=2014-10-31',
        headers: authorization ? { authorization } : {},
      });
      expect(response.status).toBe(status);
      const text = await response.text();
      expect(text).toContain(`<Code>${code}</Code>`);
      expect(text).toMatch(/<RequestId>[0-9a-f-]{36}<\/RequestId>/);
    });
  });

  describe('faults', () => {
    const ask = () => rds().send(new DescribeDBInstancesCommand({}));

    it.each([
      ['unauthorized', 'InvalidClientTokenId', 403],
      ['throttled', 'Throttling', 400],
    ])('answers %s as AWS does', async (fault, name, httpStatusCode) => {
      await whileOn(cloud, fault, 'aws', () =>
        expect(ask()).rejects.toMatchObject({
          name,
          $metadata: expect.objectContaining({ httpStatusCode }),
        }),
      );
      expect((await ask()).DBInstances).toHaveLength(4);
    });

    it('answers rubbish that no client can read', async () => {
      await whileOn(cloud, 'rubbish', 'aws', () =>
        expect(ask()).rejects.toThrow(),
      );
    });
  });
});
