import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { Responder } from '@opsdeck/backstage-plugin-operations-node/testing';
import { AwsServer } from '../__testUtils__/AwsServer';
import { EMPTY, parametersOf, refusal, xml } from '../__testUtils__/awsQuery';
import { AwsAccount } from '../config/readAwsConfig';
import { AwsConnections } from './AwsConnections';

const ACCOUNT: AwsAccount = {
  id: '111122223333',
  regions: ['eu-west-1'],
  accessKeyId: 'AKIAOWNKEY0000000000',
  secretAccessKey: 'own-secret',
};
const ROLE = 'arn:aws:iam::111122223333:role/opsdeck';
const WITH_ROLE = { ...ACCOUNT, roleArn: ROLE, externalId: 'handshake' };

function session(expiresInMs: number): Responder {
  const expiration = new Date(Date.now() + expiresInMs).toISOString();
  return xml(
    200,
    `<AssumeRoleResponse><AssumeRoleResult><Credentials>
       <AccessKeyId>ASIASESSIONKEY000000</AccessKeyId>
       <SecretAccessKey>session-secret</SecretAccessKey>
       <SessionToken>session-token</SessionToken>
       <Expiration>${expiration}</Expiration>
     </Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );
}

/** STS and RDS behind one address, as the endpoint of a stand-in has them. */
function sts(respond: Responder): Responder {
  return (request, response) =>
    (parametersOf(request).get('Action') === 'AssumeRole' ? respond : EMPTY)(
      request,
      response,
    );
}

describe('AwsConnections', () => {
  let server: AwsServer;
  let calls: number;
  let connections: AwsConnections;

  beforeEach(async () => {
    server = await AwsServer.start();
    server.play(EMPTY);
    calls = 0;
    connections = new AwsConnections(server);
  });
  afterEach(async () => {
    await server.stop();
  });

  async function read(account: AwsAccount, from = connections) {
    const client = new RDSClient(
      from.clientOptions(account, 'eu-west-1', () => {
        calls++;
      }),
    );
    try {
      await client.send(new DescribeDBInstancesCommand({}));
    } finally {
      client.destroy();
    }
  }

  it('signs with the configured key, for the region', async () => {
    await read(ACCOUNT);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0].headers.authorization).toMatch(
      /Credential=AKIAOWNKEY0000000000\/\d{8}\/eu-west-1\/rds\/aws4_request/,
    );
    expect(calls).toBe(1);
  });

  it('assumes the role and reads with its session', async () => {
    server.play(sts(session(3_600_000)));
    await read(WITH_ROLE);
    expect(server.actions()).toEqual(['AssumeRole', 'DescribeDBInstances']);
    const [assume, describe] = server.requests;
    expect(Object.fromEntries(parametersOf(assume))).toMatchObject({
      RoleArn: ROLE,
      RoleSessionName: 'opsdeck',
      ExternalId: 'handshake',
    });
    expect(assume.headers.authorization).toContain(
      'Credential=AKIAOWNKEY0000000000/',
    );
    expect(describe.headers.authorization).toContain(
      'Credential=ASIASESSIONKEY000000/',
    );
    expect(describe.headers['x-amz-security-token']).toBe('session-token');
    expect(calls).toBe(2);
  });

  it('sends no external id where none is configured', async () => {
    server.play(sts(session(3_600_000)));
    await read({ ...ACCOUNT, roleArn: ROLE });
    expect(parametersOf(server.requests[0]).has('ExternalId')).toBe(false);
  });

  it('keeps a session over readings until shortly before its end', async () => {
    server.play(sts(session(3_600_000)));
    await read(WITH_ROLE);
    await read(WITH_ROLE);
    expect(server.actions()).toEqual([
      'AssumeRole',
      'DescribeDBInstances',
      'DescribeDBInstances',
    ]);

    const sessions = () =>
      server.actions().filter(action => action === 'AssumeRole').length;
    const other = new AwsConnections(server);
    server.play(sts(session(4 * 60_000)));
    await read(WITH_ROLE, other);
    const before = sessions();
    await read(WITH_ROLE, other);
    expect(sessions()).toBeGreaterThan(before);
  });

  it('does not give the session of one account to another', async () => {
    server.play(sts(session(3_600_000)));
    await read(WITH_ROLE);
    await read({ ...WITH_ROLE, id: '444455556666' });
    expect(
      server.actions().filter(action => action === 'AssumeRole'),
    ).toHaveLength(2);
  });

  it('says that it is the role that may not be assumed', async () => {
    server.play(sts(refusal(403, 'AccessDenied', 'not authorized')));
    await expect(read(WITH_ROLE)).rejects.toMatchObject({
      kind: 'forbidden',
      message: `the credentials lack a permission: HTTP 403 (AccessDenied: not authorized); needs sts:AssumeRole on ${ROLE}`,
    });
  });

  it('tries the role again after a failure', async () => {
    server.play(sts(refusal(500, 'InternalFailure', 'later')));
    await expect(read(WITH_ROLE)).rejects.toMatchObject({
      kind: 'unavailable',
    });
    server.play(sts(session(3_600_000)));
    await expect(read(WITH_ROLE)).resolves.toBeUndefined();
  });

  it('takes the credentials of the environment where none are configured', async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
    process.env.AWS_ACCESS_KEY_ID = 'AKIAENVIRONMENT00000';
    process.env.AWS_SECRET_ACCESS_KEY = 'environment-secret';
    try {
      await read({ id: ACCOUNT.id, regions: ACCOUNT.regions });
    } finally {
      restore('AWS_ACCESS_KEY_ID', AWS_ACCESS_KEY_ID);
      restore('AWS_SECRET_ACCESS_KEY', AWS_SECRET_ACCESS_KEY);
    }
    expect(server.requests[0].headers.authorization).toContain(
      'Credential=AKIAENVIRONMENT00000/',
    );
  });

  it('gives up on a request without an answer', async () => {
    server.play(() => {});
    const impatient = new AwsConnections(server, { requestTimeoutMs: 200 });
    await expect(read(ACCOUNT, impatient)).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });
});

function restore(name: string, value: string | undefined) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
