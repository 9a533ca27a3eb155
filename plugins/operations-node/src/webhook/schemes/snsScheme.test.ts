import fc from 'fast-check';
import { makeCertificate } from '../../testing/makeCertificate';
import {
  CERTIFICATE_URL,
  SUBSCRIBE_URL,
  TOPIC,
  snsBody,
  snsConfirmation,
} from '../__testUtils__/sns';
import { SnsCertificates } from './sns/SnsCertificates';
import { snsScheme } from './snsScheme';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
const own = makeCertificate();
const stranger = makeCertificate();

describe('Amazon SNS', () => {
  const fetch = jest.fn();
  const onUnsubscribed = jest.fn();
  const newScheme = (topicArns = [TOPIC]) =>
    snsScheme({
      topicArns,
      certificates: new SnsCertificates({ fetch, roots: [] }),
      fetch,
      onUnsubscribed,
    });
  let scheme = newScheme();

  beforeEach(() => {
    jest.resetAllMocks();
    fetch.mockImplementation(async () => new Response(own.pem));
    scheme = newScheme();
  });

  const verify = (body: string | Buffer, now = NOW) =>
    scheme.verify({}, Buffer.from(body), now);
  const refusal = (body: string | Buffer, now = NOW) =>
    verify(body, now).then(
      () => 'taken',
      error => error.reason ?? error.name,
    );
  const changed = (body: string, change: Record<string, unknown>) =>
    JSON.stringify({ ...JSON.parse(body), ...change });

  it.each(['1', '2'])('takes signatures of version %s', async version => {
    const body = snsBody(own.key, NOW, { SignatureVersion: version });
    await expect(verify(body)).resolves.toEqual({
      deliveryId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
      sentAt: NOW,
    });
    const other = { SignatureVersion: version === '1' ? '2' : '1' };
    expect(await refusal(changed(body, other))).toBe('wrong-signature');
  });

  it.each([
    ['with a subject', { Subject: 'ALARM' }],
    ['with an empty subject', { Subject: '' }],
    ['with a subject of null', { Subject: null }],
    ['with line breaks', { Message: 'a\nb\r\nc\n' }],
    ['with an empty message', { Message: '' }],
    ['with fields of tomorrow', { MessageAttributes: { a: { Type: 'x' } } }],
  ])('takes a notification %s', async (_what, change) => {
    expect(await refusal(snsBody(own.key, NOW, change))).toBe('taken');
  });

  it('takes the two confirmations', async () => {
    for (const Type of [
      'SubscriptionConfirmation',
      'UnsubscribeConfirmation',
    ]) {
      const body = snsConfirmation(own.key, NOW, { Type });
      expect(await refusal(body)).toBe('taken');
    }
  });

  it('refuses the signature of another key', async () => {
    expect(await refusal(snsBody(stranger.key, NOW))).toBe('wrong-signature');
  });

  it.each([
    { Message: '{}' },
    { MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf325' },
    { Subject: 'new' },
    { Timestamp: minutes(-1).toISOString() },
    { Signature: '' },
    { Signature: 'AAAA' },
  ])('refuses a message whose %j is not what was signed', async change => {
    const body = snsBody(own.key, NOW);
    expect(await refusal(changed(body, change))).toBe('wrong-signature');
  });

  it('refuses a confirmation whose token is not what was signed', async () => {
    const body = snsConfirmation(own.key, NOW);
    expect(await refusal(changed(body, { Token: 'x' }))).toBe(
      'wrong-signature',
    );
    expect(
      await refusal(changed(body, { SubscribeURL: `${SUBSCRIBE_URL}x` })),
    ).toBe('wrong-signature');
  });

  it('refuses what another topic sends, before it fetches anything', async () => {
    const TopicArn = 'arn:aws:sns:eu-west-1:999999999999:alarms';
    expect(await refusal(snsBody(own.key, NOW, { TopicArn }))).toBe(
      'unknown-topic',
    );
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    ['empty', ''],
    ['no JSON', '{"Type":'],
    ['no object', '[]'],
    ['null', 'null'],
    ['raw delivery', '{"AlarmName":"x"}'],
    ['no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['of another type', snsBody(own.key, NOW, { Type: 'Other' })],
    ['of another version', snsBody(own.key, NOW, { SignatureVersion: '3' })],
    [
      'a confirmation without a token',
      snsBody(own.key, NOW, {
        Type: 'SubscriptionConfirmation',
        SubscribeURL: SUBSCRIBE_URL,
        Token: '',
      }),
    ],
    [
      'with a signature that is no base64',
      snsBody(own.key, NOW, { Signature: '**' }),
    ],
    [
      'with a signature of another kind',
      snsBody(own.key, NOW, { Signature: 7 }),
    ],
    ['with a time that is none', snsBody(own.key, NOW, { Timestamp: 'now' })],
  ])('refuses a body that is %s', async (_what, body) => {
    expect(await refusal(body)).toBe('malformed-body');
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    [-65, 'taken'],
    [-66, 'too-old'],
    [5, 'taken'],
    [6, 'from-the-future'],
  ])('with a timestamp %d minutes away: %s', async (minute, expected) => {
    expect(await refusal(snsBody(own.key, minutes(minute)))).toBe(expected);
  });

  it.each([
    'http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-1.pem',
    'https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-1.pem',
    'https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    'https://user:pass@sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-1.pem',
    'https://sns.s3.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns-x.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    'https://a.sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns.eu-west-1.amazonaws.com.cn/SimpleNotificationService-1.pem',
    'https://sns.cn-north-1.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem?x=1',
    'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem#x',
    'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.txt',
    'https://sns.eu-west-1.amazonaws.com/x/../other.pem',
    'https://sns.eu-west-1.amazonaws.com/?Action=Publish&x=SimpleNotificationService-1.pem',
    'https://169.254.169.254/SimpleNotificationService-1.pem',
    'https://localhost/SimpleNotificationService-1.pem',
    'https://sns．eu-west-1.amazonaws.com.evil/SimpleNotificationService-1.pem',
    'file:///SimpleNotificationService-1.pem',
    'not a URL',
    '',
  ])('never fetches a certificate from %s', async SigningCertURL => {
    expect(await refusal(snsBody(own.key, NOW, { SigningCertURL }))).toBe(
      'untrusted-url',
    );
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-9c6465fa.pem',
    'https://sns.us-gov-west-1.amazonaws.com/SimpleNotificationService-9c6465fa.pem',
    'https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-9c6465fa.pem',
  ])('fetches it from %s', async SigningCertURL => {
    expect(await refusal(snsBody(own.key, NOW, { SigningCertURL }))).toBe(
      'taken',
    );
    expect(fetch).toHaveBeenCalledWith(
      SigningCertURL,
      expect.objectContaining({ redirect: 'error' }),
    );
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://evil.example/?Action=ConfirmSubscription',
    'https://sns.eu-west-1.amazonaws.com.evil.example/',
  ])('refuses a confirmation that leads to %s', async SubscribeURL => {
    const body = snsConfirmation(own.key, NOW, { SubscribeURL });
    expect(await refusal(body)).toBe('untrusted-url');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('fetches a certificate once for many messages at once', async () => {
    const body = snsBody(own.key, NOW);
    await Promise.all(Array.from({ length: 20 }, () => verify(body)));
    await verify(body, minutes(60));
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(fetch.mock.calls[0][0]).toBe(CERTIFICATE_URL);
  });

  it.each([
    ['HTTP 500', async () => new Response('', { status: 500 })],
    [
      'nothing but an error',
      async () => {
        throw new Error('ECONNREFUSED');
      },
    ],
    ['too much', async () => new Response('x'.repeat(65_537))],
  ])(
    'asks the sender to come again when the host answers %s',
    async (_what, answer) => {
      fetch.mockImplementation(answer);
      const body = snsBody(own.key, NOW);
      expect(await refusal(body)).toBe('ComeAgainError');
      expect(await refusal(body)).toBe('ComeAgainError');
      expect(fetch).toHaveBeenCalledTimes(1);
      fetch.mockImplementation(async () => new Response(own.pem));
      expect(await refusal(body, new Date(NOW.getTime() + 31_000))).toBe(
        'taken',
      );
    },
  );

  it('fetches four certificates at once and no more', async () => {
    fetch.mockReturnValue(new Promise(() => {}));
    const body = (index: number) =>
      snsBody(own.key, NOW, {
        SigningCertURL: CERTIFICATE_URL.replace('.pem', `${index}.pem`),
      });
    for (let index = 0; index < 4; index++) void verify(body(index));
    expect(await refusal(body(4))).toBe('ComeAgainError');
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it('keeps a good certificate whatever number of others is asked for', async () => {
    await verify(snsBody(own.key, NOW));
    fetch.mockImplementation(async () => new Response('', { status: 404 }));
    for (let index = 0; index < 120; index++) {
      const SigningCertURL = CERTIFICATE_URL.replace('.pem', `${index}.pem`);
      expect(await refusal(snsBody(own.key, NOW, { SigningCertURL }))).toBe(
        'ComeAgainError',
      );
    }
    expect(await refusal(snsBody(own.key, NOW))).toBe('taken');
  });

  it('refuses any other byte in the body', async () => {
    const body = Buffer.from(snsBody(own.key, NOW));
    const fields = JSON.parse(body.toString());
    const signed = ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type'];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        async (position, bit) => {
          const other = Buffer.from(body);
          other[position % other.length] ^= 1 << bit;
          const outcome = await refusal(other);
          if (outcome !== 'taken') return;
          // Names of fields that SNS does not sign may change; what is signed may not.
          const taken = JSON.parse(other.toString());
          for (const name of signed) expect(taken[name]).toBe(fields[name]);
        },
      ),
      { numRuns: 500 },
    );
  });

  describe('once it is stored', () => {
    const { signal } = new AbortController();
    const open = (body: string) => {
      const opened = scheme.open?.(Buffer.from(body));
      if (opened?.type !== 'handshake') throw new Error('no handshake');
      return opened;
    };

    it('hands on the message without its envelope', () => {
      expect(scheme.open?.(Buffer.from(snsBody(own.key, NOW)))).toEqual({
        type: 'message',
        body: Buffer.from('{"AlarmName":"Queue é"}'),
      });
    });

    it('confirms a subscription at the host of the topic', async () => {
      await open(snsConfirmation(own.key, NOW)).perform(signal);
      expect(fetch).toHaveBeenCalledWith(
        'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn%3Aaws%3Asns%3Aeu-west-1%3A123456789012%3Aalarms&Token=to%2Fken',
        expect.objectContaining({ redirect: 'error' }),
      );
    });

    it('says what kept it from confirming, without the token', async () => {
      fetch.mockImplementation(async () => new Response('', { status: 403 }));
      await expect(
        open(snsConfirmation(own.key, NOW)).perform(signal),
      ).rejects.toThrow(
        /^The subscription to arn:aws:sns:eu-west-1:123456789012:alarms could not be confirmed: HTTP 403$/,
      );
    });

    it('tells of a subscription that was taken away and does not restore it', async () => {
      const body = snsConfirmation(own.key, NOW, {
        Type: 'UnsubscribeConfirmation',
      });
      await open(body).perform(signal);
      expect(onUnsubscribed).toHaveBeenCalledWith(TOPIC);
      expect(fetch).not.toHaveBeenCalled();
    });

    it('throws at what is no message', () => {
      expect(() => scheme.open?.(Buffer.from('{}'))).toThrow(
        'The body is no message of Amazon SNS',
      );
    });
  });
});

describe('certificates of Amazon SNS', () => {
  const at = (pem: string, now: string) =>
    new SnsCertificates({
      fetch: async () => new Response(pem),
      roots: [],
    }).get(CERTIFICATE_URL, new Date(now));

  it.each(['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'])(
    'count at %s, the ends of their time',
    async now => {
      await expect(at(own.pem, now)).resolves.toBeDefined();
    },
  );

  it.each(['2025-12-31T23:59:59Z', '2027-01-01T00:00:01Z'])(
    'do not count at %s, outside of their time',
    async now => {
      await expect(at(own.pem, now)).rejects.toMatchObject({
        reason: 'untrusted-certificate',
      });
    },
  );

  it('expire while they are kept', async () => {
    const certificates = new SnsCertificates({
      fetch: async () => new Response(own.pem),
      roots: [],
    });
    const end = new Date('2027-01-01T00:00:00Z');
    await certificates.get(CERTIFICATE_URL, end);
    await expect(
      certificates.get(CERTIFICATE_URL, new Date(end.getTime() + 1)),
    ).rejects.toMatchObject({ reason: 'untrusted-certificate' });
  });

  it('are no certificates of others', async () => {
    const other = makeCertificate({ name: 'example.com' });
    await expect(at(other.pem, '2026-06-01T00:00:00Z')).rejects.toMatchObject({
      reason: 'untrusted-certificate',
    });
  });
});
