import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { bearerScheme } from './bearerScheme';
import { githubScheme } from './githubScheme';
import { grafanaScheme } from './grafanaScheme';
import { pagerdutyScheme } from './pagerdutyScheme';
import { rootlyScheme } from './rootlyScheme';
import {
  RefusalReason,
  SignatureScheme,
  WebhookHeaders,
} from './SignatureScheme';
import { slackScheme } from './slackScheme';
import { standardScheme } from './standardScheme';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const SECOND = Math.floor(NOW.getTime() / 1000);
const MINUTE = 60;

const OLD = 'the-secret-of-old';
const NEW = 'the-secret-to-be';
const STRANGE = 'the-secret-of-a-stranger';

/** How a test signs for a scheme, independently of the code under test. */
interface Signer {
  name: string;
  scheme: (secrets: string[]) => SignatureScheme;
  header: string;
  sign: (secret: string, body: Buffer, second?: number) => WebhookHeaders;
  /** Whether the time is signed as well. */
  timed: boolean;
}

const hmac = (
  secret: string | Buffer,
  encoding: 'hex' | 'base64',
  ...parts: (string | Buffer)[]
) => {
  const hash = createHmac('sha256', secret);
  parts.forEach(part => hash.update(part));
  return hash.digest(encoding);
};
/** A secret of Standard Webhooks made of any text. */
const whsec = (secret: string) =>
  `whsec_${Buffer.from(secret.padEnd(24, '.')).toString('base64')}`;
const standardSigner = (family: string): Signer => ({
  name: `Standard Webhooks (${family}-…)`,
  scheme: secrets => standardScheme(secrets.map(whsec)),
  header: `${family}-signature`,
  timed: true,
  sign: (secret, body, second = SECOND) => ({
    [`${family}-id`]: ['msg_1'],
    [`${family}-timestamp`]: [String(second)],
    [`${family}-signature`]: [
      `v1,${hmac(
        Buffer.from(secret.padEnd(24, '.')),
        'base64',
        `msg_1.${second}.`,
        body,
      )}`,
    ],
  }),
});

const SIGNERS: Signer[] = [
  {
    name: 'GitHub',
    scheme: githubScheme,
    header: 'x-hub-signature-256',
    timed: false,
    sign: (secret, body) => ({
      'x-hub-signature-256': [`sha256=${hmac(secret, 'hex', body)}`],
    }),
  },
  {
    name: 'PagerDuty',
    scheme: pagerdutyScheme,
    header: 'x-pagerduty-signature',
    timed: false,
    sign: (secret, body) => ({
      'x-pagerduty-signature': [`v1=${hmac(secret, 'hex', body)}`],
    }),
  },
  {
    name: 'Slack',
    scheme: slackScheme,
    header: 'x-slack-signature',
    timed: true,
    sign: (secret, body, second = SECOND) => ({
      'x-slack-request-timestamp': [String(second)],
      'x-slack-signature': [`v0=${hmac(secret, 'hex', `v0:${second}:`, body)}`],
    }),
  },
  standardSigner('webhook'),
  standardSigner('svix'),
  {
    name: 'Grafana',
    scheme: grafanaScheme,
    header: 'x-grafana-alerting-signature',
    timed: false,
    sign: (secret, body) => ({
      'x-grafana-alerting-signature': [hmac(secret, 'hex', body)],
    }),
  },
  {
    name: 'Grafana with a timestamp and names of its own',
    scheme: secrets =>
      grafanaScheme(secrets, { signature: 'X-Sig', timestamp: 'X-Time' }),
    header: 'x-sig',
    timed: true,
    sign: (secret, body, second = SECOND) => ({
      'x-time': [String(second)],
      'x-sig': [hmac(secret, 'hex', `${second}:`, body)],
    }),
  },
  {
    name: 'Rootly',
    scheme: rootlyScheme,
    header: 'x-rootly-signature',
    timed: true,
    sign: (secret, body, second = SECOND) => ({
      'x-rootly-signature': [
        `t=${second},v1=${hmac(secret, 'hex', `${second}`, body)}`,
      ],
    }),
  },
];

const BODY = Buffer.from('{"text":"äöü 💥"}');

async function refusal(
  scheme: SignatureScheme,
  headers: WebhookHeaders,
  body = BODY,
): Promise<RefusalReason | 'taken'> {
  try {
    await scheme.verify(headers, body, NOW);
    return 'taken';
  } catch (error) {
    expect(error).toMatchObject({ name: 'DeliveryRefusedError' });
    return Reflect.get(Object(error), 'reason');
  }
}

describe.each(SIGNERS)('$name', ({ scheme, header, sign, timed }) => {
  const current = scheme([OLD, NEW]);
  const signature = sign(OLD, BODY)[header]?.[0] ?? '';
  const withSignature = (value: string[]) => ({
    ...sign(OLD, BODY),
    [header]: value,
  });

  it.each([
    ['unicode', BODY],
    ['nothing', Buffer.alloc(0)],
    ['bytes that are no text', Buffer.from([0, 255, 254, 13, 10, 0xc3])],
  ])('takes %s', async (_what, body) => {
    expect(await refusal(current, sign(OLD, body), body)).toBe('taken');
  });

  it('takes the second secret while they rotate, and no third', async () => {
    expect(await refusal(current, sign(NEW, BODY))).toBe('taken');
    expect(await refusal(current, sign(STRANGE, BODY))).toBe('wrong-signature');
    expect(await refusal(scheme([NEW]), sign(OLD, BODY))).toBe(
      'wrong-signature',
    );
    expect(await refusal(scheme([]), sign(OLD, BODY))).toBe('wrong-signature');
  });

  it('refuses each header when it is missing or comes twice', async () => {
    const headers = sign(OLD, BODY);
    for (const [name, values] of Object.entries(headers)) {
      const [value] = values ?? [''];
      expect([
        name,
        await refusal(current, { ...headers, [name]: undefined }),
      ]).toEqual([name, 'missing-header']);
      expect(await refusal(current, { ...headers, [name]: [' '] })).toBe(
        'missing-header',
      );
      expect(
        await refusal(current, { ...headers, [name]: [value, value] }),
      ).toBe('repeated-header');
      expect(
        await refusal(current, { ...headers, [name]: ['odd', value] }),
      ).toBe('repeated-header');
    }
    expect(await refusal(current, {})).toBe('missing-header');
  });

  it.each([
    ['is cut', signature.slice(0, -1)],
    ['is cut by two', signature.slice(0, -2)],
    ['is too long', `${signature}00`],
    ['is empty behind its prefix', signature.slice(0, -64)],
    ['has no prefix', `x${signature}`],
    ['is other text', 'a signature'],
    ['is not ASCII', `${signature.slice(0, -1)}é`],
  ])('refuses a signature that %s', async (_what, value) => {
    expect(await refusal(current, withSignature([value]))).toMatch(
      /^m(alformed|issing)-header$/,
    );
  });

  if (timed) {
    it.each([
      ['five minutes old', -5 * MINUTE, 'taken'],
      ['older', -5 * MINUTE - 1, 'too-old'],
      ['five minutes ahead', 5 * MINUTE, 'taken'],
      ['further ahead', 5 * MINUTE + 1, 'from-the-future'],
      ['of 1970', -SECOND, 'too-old'],
    ])('with a signed time %s', async (_what, seconds, expected) => {
      const headers = sign(OLD, BODY, SECOND + seconds);
      expect(await refusal(current, headers)).toBe(expected);
    });

    it.each(['1.5', '-1', '1e9', '0x1', 'now', '9'.repeat(12), '１'])(
      'refuses the time %s',
      async text => {
        const headers = sign(OLD, BODY, text as unknown as number);
        expect(await refusal(current, headers)).toBe('malformed-header');
      },
    );

    it('does not take the signature of another time', async () => {
      const later = Object.entries(sign(OLD, BODY, SECOND + 1)).map(
        ([name, values]) => [
          name,
          values?.map(value =>
            value.replace(String(SECOND + 1), String(SECOND)),
          ),
        ],
      );
      expect(await refusal(current, Object.fromEntries(later))).toBe(
        'wrong-signature',
      );
    });

    it('tells when it was signed', async () => {
      await expect(
        current.verify(sign(OLD, BODY), BODY, NOW),
      ).resolves.toMatchObject({ sentAt: new Date(SECOND * 1000) });
    });
  }

  it('refuses any other byte in the body', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (bytes, position, change) => {
          const body = Buffer.from(bytes);
          const headers = sign(OLD, body);
          expect(await refusal(current, headers, body)).toBe('taken');
          const other = Buffer.from(body);
          other[position % other.length] ^= change;
          expect(await refusal(current, headers, other)).toBe(
            'wrong-signature',
          );
        },
      ),
    );
  });

  it('refuses any other character in the signature', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (position, character) => {
          const at = position % signature.length;
          const changed =
            signature.slice(0, at) + character + signature.slice(at + 1);
          // Hexadecimal has two cases; everything else is another signature.
          fc.pre(changed !== signature);
          fc.pre(
            !/[a-f]/i.test(character) ||
              character.toLowerCase() !== signature[at],
          );
          expect(await refusal(current, withSignature([changed]))).not.toBe(
            'taken',
          );
        },
      ),
    );
  });

  it('never throws anything else, whatever the headers hold', async () => {
    const names = Object.keys(sign(OLD, BODY));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom(...names),
          fc.array(fc.string({ unit: 'binary' })),
        ),
        fc.uint8Array(),
        async (headers, body) => {
          expect(await refusal(current, headers, Buffer.from(body))).not.toBe(
            'taken',
          );
        },
      ),
    );
  });
});

describe.each(SIGNERS.filter(({ name }) => !name.startsWith('Standard')))(
  '$name in hexadecimal',
  ({ scheme, header, sign }) => {
    it('takes upper case', async () => {
      const headers = sign(OLD, BODY);
      const upper = headers[header]?.map(value =>
        value.replace(/[0-9a-f]{64}/, hex => hex.toUpperCase()),
      );
      expect(
        await refusal(scheme([OLD]), { ...headers, [header]: upper }),
      ).toBe('taken');
    });
  },
);

describe('what the senders document', () => {
  it('takes GitHub’s example', async () => {
    const scheme = githubScheme(["It's a Secret to Everybody"]);
    const headers = {
      'x-hub-signature-256': [
        'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
      ],
    };
    const body = Buffer.from('Hello, World!');
    await expect(scheme.verify(headers, body, NOW)).resolves.toEqual({});
  });

  it('takes Slack’s example', async () => {
    const scheme = slackScheme(['8f742231b10e8888abcd99yyyzzz85a5']);
    const headers = {
      'x-slack-request-timestamp': ['1531420618'],
      'x-slack-signature': [
        'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      ],
    };
    const body = Buffer.from(
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    );
    const then = new Date(1_531_420_618_000);
    await expect(scheme.verify(headers, body, then)).resolves.toEqual({
      sentAt: then,
    });
  });

  it.each(['webhook', 'svix'])(
    'takes the example of Standard Webhooks with %s-…',
    async family => {
      const scheme = standardScheme(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']);
      const headers = {
        [`${family}-id`]: ['msg_p5jXN8AQM9LWM0D4loKWxJek'],
        [`${family}-timestamp`]: ['1614265330'],
        [`${family}-signature`]: [
          'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
        ],
      };
      const then = new Date(1_614_265_330_000);
      await expect(
        scheme.verify(headers, Buffer.from('{"test": 2432232314}'), then),
      ).resolves.toEqual({
        deliveryId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        sentAt: then,
      });
    },
  );
});

describe('signatures in lists', () => {
  const hex = (secret: string) => hmac(secret, 'hex', BODY);
  const pagerduty = pagerdutyScheme([OLD]);
  const asked = (value: string) =>
    refusal(pagerduty, { 'x-pagerduty-signature': [value] });

  it('takes PagerDuty’s list when one of them fits', async () => {
    expect(await asked(`v1=${hex(STRANGE)},v1=${hex(OLD)}`)).toBe('taken');
    expect(await asked(`v1=${hex(OLD)}, v1=${hex(STRANGE)}`)).toBe('taken');
    expect(await asked(`v2=${hex(OLD)},v1=${hex(OLD)}`)).toBe('taken');
    expect(await asked(`v1=cut,v1=${hex(OLD)}`)).toBe('taken');
    expect(await asked(`v1=${hex(STRANGE)},v1=${hex(NEW)}`)).toBe(
      'wrong-signature',
    );
  });

  it('takes no version that it does not know', async () => {
    expect(await asked(`v2=${hex(OLD)}`)).toBe('malformed-header');
    expect(await asked(hex(OLD))).toBe('malformed-header');
  });

  it('looks at ten signatures and no more', async () => {
    const strange = `v1=${hex(STRANGE)},`;
    expect(await asked(`${strange.repeat(9)}v1=${hex(OLD)}`)).toBe('taken');
    expect(await asked(`${strange.repeat(10)}v1=${hex(OLD)}`)).toBe(
      'wrong-signature',
    );
  });

  it('takes the list of Standard Webhooks, other versions passed over', async () => {
    const scheme = standardScheme([whsec(OLD)]);
    const signer = standardSigner('webhook');
    const of = (secret: string) =>
      signer.sign(secret, BODY)[signer.header]?.[0];
    const headers = (value: string) => ({
      ...signer.sign(OLD, BODY),
      [signer.header]: [value],
    });
    expect(
      await refusal(scheme, headers(`v1a,odd ${of(STRANGE)} ${of(OLD)}`)),
    ).toBe('taken');
    expect(await refusal(scheme, headers(`v2,${of(OLD)?.slice(3)}`))).toBe(
      'malformed-header',
    );
  });
});

describe('Standard Webhooks', () => {
  it('does not mix the families of header names', async () => {
    const scheme = standardScheme([whsec(OLD)]);
    const { 'webhook-signature': signature, ...rest } = standardSigner(
      'webhook',
    ).sign(OLD, BODY);
    expect(
      await refusal(scheme, { ...rest, 'svix-signature': signature }),
    ).toBe('missing-header');
  });

  it('does not take the signature of another id', async () => {
    const scheme = standardScheme([whsec(OLD)]);
    const headers = {
      ...standardSigner('svix').sign(OLD, BODY),
      'svix-id': ['msg_2'],
    };
    expect(await refusal(scheme, headers)).toBe('wrong-signature');
  });

  it.each([
    'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'whsec_short',
    'whsec_',
    'whsec_*',
  ])('refuses the secret %s without repeating it', secret => {
    expect(() => standardScheme([secret])).toThrow(
      'A secret of Standard Webhooks is "whsec_" and at least 24 bytes in base64',
    );
  });
});

describe('bearer tokens', () => {
  const scheme = bearerScheme(['the-present-token', 'the-next-token']);

  it('needs no body', () => {
    expect(scheme.covers).toBe('headers');
  });

  it.each([
    ['Bearer the-present-token', 'taken'],
    ['Bearer the-next-token', 'taken'],
    ['bearer the-next-token', 'taken'],
    ['', 'missing-header'],
    ['Bearer', 'malformed-header'],
    ['Bearer ', 'malformed-header'],
    ['the-present-token', 'malformed-header'],
    ['Basic the-present-token', 'malformed-header'],
    ['Bearer the-present-tokem', 'wrong-signature'],
    ['Bearer the-present-token-and-more', 'wrong-signature'],
    ['Bearer the-present-token the-next-token', 'malformed-header'],
    ['Bearer the-present', 'wrong-signature'],
  ])('answers "%s" with %s', async (header, expected) => {
    expect(await refusal(scheme, { authorization: [header] })).toBe(expected);
  });

  it('refuses a missing header, a repeated one, and everything without a token', async () => {
    const header = 'Bearer the-present-token';
    expect(await refusal(scheme, {})).toBe('missing-header');
    expect(await refusal(scheme, { authorization: [header, header] })).toBe(
      'repeated-header',
    );
    expect(
      await refusal(bearerScheme([]), { authorization: ['Bearer x'] }),
    ).toBe('wrong-signature');
  });
});

describe('the challenge of Slack', () => {
  const handshake = (body: string) =>
    slackScheme([OLD]).handshake?.(Buffer.from(body));

  it('comes back', () => {
    expect(
      handshake(
        '{"token":"x","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}',
      ),
    ).toEqual({
      challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
    });
  });

  it.each([
    '{"type":"event_callback","challenge":"x"}',
    '{"type":"url_verification"}',
    '{"type":"url_verification","challenge":7}',
    `{"type":"url_verification","challenge":"${'x'.repeat(1_001)}"}`,
    '["url_verification"]',
    'null',
    'payload=%7B%22type%22%3A%22url_verification%22%7D',
    '',
  ])('is not seen in %s', body => {
    expect(handshake(body)).toBeUndefined();
  });
});
