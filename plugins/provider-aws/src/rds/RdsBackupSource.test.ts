import { BackupRecord } from '@opsdeck/backstage-plugin-backups-common';
import { SourcePage } from '@opsdeck/backstage-plugin-operations-node';
import { Responder } from '@opsdeck/backstage-plugin-operations-node/testing';
import { AwsServer } from '../__testUtils__/AwsServer';
import {
  EMPTY,
  RECORDED,
  except,
  parametersOf,
  recorded,
  xml,
} from '../__testUtils__/awsQuery';
import { AwsAccount } from '../config/readAwsConfig';
import { RdsBackupSource } from './RdsBackupSource';

const ACCOUNT: AwsAccount = {
  id: '111122223333',
  title: 'production',
  regions: ['eu-west-1', 'us-east-1'],
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'secret',
};

describe('RdsBackupSource', () => {
  let server: AwsServer;
  beforeAll(async () => {
    server = await AwsServer.start();
  });
  afterAll(async () => {
    await server.stop();
  });

  function sourceOf(accounts: AwsAccount[] = [ACCOUNT]) {
    return new RdsBackupSource({
      endpoint: server.endpoint,
      accounts,
      rds: { cadence: 'PT5M' },
    });
  }

  async function read(
    respond: Responder,
    source = sourceOf(),
    scopeNumber = 0,
  ) {
    server.play(respond);
    const [...scopes] = await source.scopes();
    const pages: SourcePage<BackupRecord>[] = [];
    let calls = 0;
    for await (const page of source.read(scopes[scopeNumber], {
      signal: new AbortController().signal,
      now: new Date(),
      countCall: () => {
        calls++;
      },
    })) {
      pages.push(page);
    }
    return { pages, records: pages.flatMap(page => page.records), calls };
  }

  it('has one scope per account and region', async () => {
    const source = sourceOf([
      ACCOUNT,
      { id: '444455556666', regions: ['eu-west-1'] },
    ]);
    expect(source.cadence).toBe('PT5M');
    await expect(source.scopes()).resolves.toEqual([
      {
        id: '111122223333/eu-west-1',
        title: 'production eu-west-1',
        attributes: { account: '111122223333', region: 'eu-west-1' },
      },
      {
        id: '111122223333/us-east-1',
        title: 'production us-east-1',
        attributes: { account: '111122223333', region: 'us-east-1' },
      },
      {
        id: '444455556666/eu-west-1',
        title: '444455556666 eu-west-1',
        attributes: { account: '444455556666', region: 'eu-west-1' },
      },
    ]);
  });

  it('reads all pages, in bulk and never per instance', async () => {
    const { records, calls } = await read(RECORDED);
    expect(server.actions()).toEqual([
      'DescribeDBInstanceAutomatedBackups',
      'DescribeDBSnapshots',
      'DescribeDBSnapshots',
      'DescribeDBSnapshots',
      'DescribeDBInstances',
      'DescribeDBInstances',
    ]);
    expect(calls).toBe(6);
    for (const request of server.requests) {
      const parameters = parametersOf(request);
      expect(parameters.get('MaxRecords')).toBe('100');
      expect(parameters.has('DBInstanceIdentifier')).toBe(false);
    }
    expect(records.map(({ title }) => title)).toEqual([
      'orders-db',
      'archive-db',
    ]);
  });

  it('keeps what it has page by page', async () => {
    const { pages } = await read(RECORDED);
    expect(pages.map(page => page.records.length)).toEqual([1, 1]);
  });

  it('leaves out Neptune, DocumentDB and members of clusters', async () => {
    const { records } = await read(RECORDED);
    expect(JSON.stringify(records)).not.toMatch(/neptune|docdb|aurora/);
  });

  it('gathers what belongs to the instance and not to its former namesake', async () => {
    const [orders] = (await read(RECORDED)).records;
    expect(orders.pointInTime).toMatchObject({
      earliest: '2026-11-13T04:36:58.000Z',
      latest: '2026-11-20T11:56:30.000Z',
    });
    expect(orders.protection.copyLocations).toEqual(['eu-central-1']);
    expect(
      orders.recoveryPoints.map(({ key, kind, status }) => [
        key.split(':snapshot:')[1],
        kind,
        status,
      ]),
    ).toEqual([
      ['rds:orders-db-2026-11-20-04-37', 'automated', 'available'],
      [
        'awsbackup:job-0a1b2c3d-0000-4000-8000-000000000000',
        'other',
        'creating',
      ],
    ]);
  });

  it('says of an instance without automated backups what its snapshots give', async () => {
    const [, archive] = (await read(RECORDED)).records;
    expect(archive).toMatchObject({
      pointInTime: null,
      protection: { automated: false, retentionDays: 0 },
      recoveryPoints: [
        { kind: 'manual', dataTime: '2026-11-20T02:09:48.000Z' },
      ],
    });
  });

  it('lists a snapshot once that RDS answers under both types', async () => {
    const both = except(
      'DescribeDBSnapshots',
      recorded('DescribeDBSnapshots.awsbackup'),
    );
    const [orders] = (await read(both)).records;
    expect(orders.recoveryPoints).toHaveLength(1);
  });

  it('signs for the region of the scope', async () => {
    await read(EMPTY, sourceOf(), 1);
    expect(server.requests[0].headers.authorization).toContain(
      '/us-east-1/rds/',
    );
  });

  it('is content with an account without databases', async () => {
    await expect(read(EMPTY)).resolves.toMatchObject({ records: [] });
  });

  it.each([
    ['a page of a proxy', '<html><body>Please sign in</body></html>'],
    [
      'an answer without its list',
      '<DescribeDBInstancesResponse><DescribeDBInstancesResult/></DescribeDBInstancesResponse>',
    ],
    ['an empty body', ''],
  ])('does not take %s for an empty account', async (_what, body) => {
    for (const action of [
      'DescribeDBInstances',
      'DescribeDBInstanceAutomatedBackups',
      'DescribeDBSnapshots',
    ]) {
      await expect(read(except(action, xml(200, body)))).rejects.toMatchObject({
        kind: 'malformed',
        message: expect.stringContaining(`rds:${action}`),
      });
    }
  });

  it('does not read for ever when a marker comes round again', async () => {
    const endless = except(
      'DescribeDBInstances',
      recorded('DescribeDBInstances'),
    );
    await expect(read(endless)).rejects.toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining('the same marker twice'),
    });
    expect(server.requests.length).toBeLessThan(8);
  });

  it('refuses credentials that lead to another account', async () => {
    const stranger = sourceOf([{ ...ACCOUNT, id: '444455556666' }]);
    await expect(read(RECORDED, stranger)).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining(
        'the credentials of account 444455556666 belong to account 111122223333',
      ),
    });
  });

  it('refuses a scope whose account is no longer configured', async () => {
    const source = sourceOf([]);
    const reading = source.read(
      {
        id: '111122223333/eu-west-1',
        title: '',
        attributes: { account: '111122223333', region: 'eu-west-1' },
      },
      {
        signal: new AbortController().signal,
        now: new Date(),
        countCall: () => {},
      },
    );
    await expect(reading[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      kind: 'configuration',
    });
  });
});
