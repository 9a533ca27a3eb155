import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { SourceError } from '@opsdeck/backstage-plugin-operations-node';
import { Responder } from '@opsdeck/backstage-plugin-operations-node/testing';
import { AwsServer } from '../__testUtils__/AwsServer';
import { refusal, xml } from '../__testUtils__/awsQuery';
import { toAwsSourceError } from './awsError';

const ACTION = 'rds:DescribeDBInstances';

describe('toAwsSourceError: what the real client throws', () => {
  let server: AwsServer;
  let client: RDSClient;

  beforeAll(async () => {
    server = await AwsServer.start();
    client = new RDSClient({
      endpoint: server.endpoint,
      region: 'eu-west-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    });
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  async function failureOf(respond: Responder): Promise<SourceError> {
    server.play(respond);
    const error = await client
      .send(new DescribeDBInstancesCommand({}))
      .catch(thrown => thrown);
    expect(error).toBeInstanceOf(Error);
    return toAwsSourceError(error, ACTION);
  }

  it.each<[status: number, code: string, kind: string]>([
    [403, 'InvalidClientTokenId', 'unauthorized'],
    [403, 'SignatureDoesNotMatch', 'unauthorized'],
    [403, 'ExpiredToken', 'unauthorized'],
    [400, 'IncompleteSignature', 'unauthorized'],
    [400, 'RequestExpired', 'unauthorized'],
    [403, 'AccessDenied', 'forbidden'],
    [400, 'AccessDeniedException', 'forbidden'],
    [403, 'OptInRequired', 'forbidden'],
    [403, 'SomethingNew', 'forbidden'],
    [400, 'Throttling', 'throttled'],
    [400, 'RequestLimitExceeded', 'throttled'],
    [429, 'SomethingNew', 'throttled'],
    [404, 'DBInstanceNotFound', 'not-found'],
    [400, 'InvalidParameterValue', 'configuration'],
    [500, 'InternalFailure', 'unavailable'],
    [503, 'ServiceUnavailable', 'unavailable'],
  ])('%d %s is %s', async (status, code, kind) => {
    const error = await failureOf(refusal(status, code, 'what AWS says'));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(`HTTP ${status} (`);
    expect(error.message).toContain('what AWS says');
  });

  it('names the missing permission, and only where one is missing', async () => {
    const denied = await failureOf(refusal(403, 'AccessDenied', 'no'));
    expect(denied.message).toBe(
      'the credentials lack a permission: HTTP 403 (AccessDenied: no); needs rds:DescribeDBInstances',
    );
    const unknown = await failureOf(refusal(403, 'InvalidClientTokenId', 'no'));
    expect(unknown.message).toBe(
      'the credentials were refused: HTTP 403 (InvalidClientTokenId: no)',
    );
  });

  it('obeys Retry-After', async () => {
    const before = Date.now();
    const { retryAt } = await failureOf(
      refusal(400, 'Throttling', 'Rate exceeded', { 'Retry-After': '90' }),
    );
    expect(retryAt?.getTime()).toBeGreaterThanOrEqual(before + 90_000);
    expect(retryAt?.getTime()).toBeLessThan(before + 120_000);
  });

  it.each<[what: string, respond: Responder, kind: string]>([
    [
      'an error page of a proxy',
      xml(502, '<html><p>Bad gateway'),
      'unavailable',
    ],
    ['an error without a body', xml(500, ''), 'unavailable'],
    ['an error that is no XML', xml(503, 'upstream is down'), 'unavailable'],
    ['XML that is cut off', xml(200, '<DescribeDBInst\u0000<!--'), 'malformed'],
    [
      'a time that is none',
      xml(
        200,
        '<R><DescribeDBInstancesResult><DBInstances><DBInstance><LatestRestorableTime>soon</LatestRestorableTime></DBInstance></DBInstances></DescribeDBInstancesResult></R>',
      ),
      'malformed',
    ],
  ])('%s', async (_what, respond, kind) => {
    const error = await failureOf(respond);
    expect(error.kind).toBe(kind);
    expect(error.message).not.toMatch(/\$response|\n/);
  });

  // Shapes of the real client; Jest hides the system's errors from it.
  it.each([
    [
      'a closed port',
      { code: 'ECONNREFUSED', name: 'TimeoutError' },
      'connect ECONNREFUSED 127.0.0.1:1',
      'network',
    ],
    [
      'a connection that breaks',
      { code: 'ECONNRESET', name: 'TimeoutError' },
      'socket hang up',
      'network',
    ],
    [
      'an answer that breaks off',
      { code: 'ECONNRESET', $metadata: { httpStatusCode: 200 } },
      'aborted\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.',
      'network',
    ],
    [
      'a request that lasts too long',
      { code: 'ETIMEDOUT', name: 'TimeoutError' },
      'a request has exceeded the configured 300 ms requestTimeout.',
      'timeout',
    ],
    ['an abort', { name: 'AbortError' }, 'Request aborted', 'timeout'],
    ['a fault of our own', {}, 'x is not a function', 'internal'],
  ])('%s', (_what, shape, message, kind) => {
    const error = toAwsSourceError(
      Object.assign(new Error(message), { $metadata: { attempts: 1 } }, shape),
      ACTION,
    );
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(message.split('\n')[0]);
    expect(error.message).not.toMatch(/\$response|\n/);
  });

  it('takes missing credentials for a matter of configuration', async () => {
    const lost = new RDSClient({
      endpoint: server.endpoint,
      region: 'eu-west-1',
      credentials: async () => {
        throw Object.assign(new Error('Could not load credentials'), {
          name: 'CredentialsProviderError',
        });
      },
    });
    const error = await lost
      .send(new DescribeDBInstancesCommand({}))
      .catch(thrown => thrown);
    expect(toAwsSourceError(error, ACTION).message).toBe(
      'the source is not configured correctly: CredentialsProviderError: Could not load credentials',
    );
  });

  it('leaves alone what is classified already', () => {
    const known = new SourceError('forbidden', 'x');
    expect(toAwsSourceError(known, ACTION)).toBe(known);
  });
});
