import { ConfigReader } from '@backstage/config';
import { parseConfig } from '../config';
import { createScheme, receiversSchema } from './receiverConfig';
import { SnsCertificates } from './schemes';

const KEY = 'opsdeck.incidents.webhooks.some';
const read = (...receivers: object[]) =>
  parseConfig(
    new ConfigReader({
      opsdeck: { incidents: { webhooks: { some: receivers as never } } },
    }),
    KEY,
    receiversSchema('bearer'),
  );
const SECRET = 'a-secret-of-16-or-more';
const STANDARD = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alarms';
const services = {
  certificates: new SnsCertificates(),
  onUnsubscribed: () => {},
};

describe('the configuration of a receiver', () => {
  it.each([
    [{ id: 'a', token: SECRET }, 'bearer'],
    [{ id: 'a', tokens: [SECRET, SECRET] }, 'bearer'],
    [
      { id: 'a', scheme: 'github', secret: SECRET, secrets: [SECRET] },
      'github',
    ],
    [{ id: 'a', scheme: 'pagerduty', secrets: [SECRET] }, 'pagerduty'],
    [{ id: 'a', scheme: 'slack', secret: SECRET }, 'slack'],
    [{ id: 'a', scheme: 'rootly', secret: SECRET }, 'rootly'],
    [
      { id: 'a', scheme: 'standard-webhooks', secret: STANDARD },
      'standard-webhooks',
    ],
    [
      { id: 'a', scheme: 'grafana', secret: SECRET, timestampHeader: 'X-Time' },
      'grafana',
    ],
    [{ id: 'a', scheme: 'sns', topicArns: [TOPIC] }, 'sns'],
  ])('%j makes the scheme %s', (receiver, name) => {
    const [config] = read(receiver);
    expect(config).toMatchObject({ id: 'a', maxBody: 1024 * 1024 });
    expect(createScheme(config, services).name).toBe(name);
  });

  it('takes a size and a silence', () => {
    const [config] = read({
      id: 'a',
      token: SECRET,
      maxBody: 2048,
      maxSilence: 'PT1H',
    });
    expect(config).toMatchObject({ maxBody: 2048, maxSilence: 'PT1H' });
  });

  it('takes both secrets while they rotate', async () => {
    const [config] = read({
      id: 'a',
      token: SECRET,
      tokens: ['the-next-of-16-or-more'],
    });
    const scheme = createScheme(config, services);
    for (const token of [SECRET, 'the-next-of-16-or-more']) {
      const headers = { authorization: [`Bearer ${token}`] };
      await expect(
        scheme.verify(headers, Buffer.alloc(0), new Date()),
      ).resolves.toEqual({});
    }
  });

  it.each([
    [{ id: 'a' }, '[0].token: needs a token'],
    [
      { id: 'a', token: 'short' },
      '[0].token: must have at least 16 characters',
    ],
    [
      { id: 'a', tokens: [SECRET, 'short'] },
      '[0].tokens[1]: must have at least 16',
    ],
    [{ id: 'a', tokens: [] }, '[0].tokens: '],
    [{ id: 'a/b', token: SECRET }, '[0].id: may hold'],
    [{ id: 'a', scheme: 'github' }, '[0].secret: needs a secret'],
    [
      { id: 'a', scheme: 'github', token: SECRET },
      '[0]: Unrecognized key: "token"',
    ],
    [
      { id: 'a', scheme: 'standard-webhooks', secret: SECRET },
      '[0].secret: must be "whsec_"',
    ],
    [
      { id: 'a', scheme: 'grafana', secret: SECRET, timestampHeader: 'a b' },
      '[0].timestampHeader: must be the name of a header',
    ],
    [{ id: 'a', scheme: 'sns' }, '[0].topicArns: '],
    [
      { id: 'a', scheme: 'sns', topicArns: [] },
      '[0].topicArns: must name at least one topic',
    ],
    [
      { id: 'a', scheme: 'sns', topicArns: ['arn:aws:sqs:x'] },
      '[0].topicArns[0]: must be the ARN',
    ],
    [{ id: 'a', scheme: 'md5', secret: SECRET }, '[0].scheme: '],
    [
      { id: 'a', token: SECRET, maxSilence: '1h' },
      '[0].maxSilence: must be an ISO-8601 duration',
    ],
    [
      { id: 'a', token: SECRET, maxBody: 1 },
      '[0].maxBody: must be 1024 bytes or more',
    ],
    [
      { id: 'a', token: SECRET, maxBody: 1e9 },
      '[0].maxBody: must be 16777216 bytes or less',
    ],
  ])('refuses %j by its key', (receiver, message) => {
    expect(() => read(receiver)).toThrow(
      `Invalid configuration at ${KEY}${message}`,
    );
  });

  it('refuses two receivers of one id, and what is no receiver', () => {
    const receiver = { id: 'a', token: SECRET };
    expect(() => read(receiver, receiver)).toThrow(
      `${KEY}: names a receiver twice`,
    );
    expect(() => read('a' as unknown as object)).toThrow(`${KEY}[0]: `);
  });

  it.each(['bearer', 'github', 'standard-webhooks'])(
    'never repeats a secret of %s',
    scheme => {
      const secret = 'hunter2-hunter';
      expect(() =>
        read({ id: 'a', scheme, token: secret, secret, secrets: [secret] }),
      ).toThrow(
        expect.objectContaining({
          message: expect.not.stringContaining(secret),
        }),
      );
    },
  );
});
