import { DAY, NOW, ago, moment } from './__testUtils__/moments';
import {
  CertificateFacts,
  certificatesParameters,
  judgeCertificates,
} from './certificates';

const inDays = (days: number) =>
  new Date(NOW.getTime() + days * DAY).toISOString();
const certificate = (
  more: Partial<NonNullable<CertificateFacts['certificate']>> = {},
) => ({
  subject: 'shop.example.com',
  issuer: 'Example CA',
  validFrom: inDays(-10),
  validTo: inDays(45.5),
  refusal: null,
  ...more,
});
const shop = (more: Partial<CertificateFacts> = {}): CertificateFacts => ({
  host: 'shop.example.com',
  port: 443,
  certificate: certificate(),
  failure: null,
  observedAt: ago(1),
  ...more,
});
const api = shop({ host: 'api.example.com', observedAt: ago(3) });

const judge = (
  hosts: CertificateFacts[],
  parameters: Record<string, string> = {},
) =>
  judgeCertificates(hosts, certificatesParameters.parse(parameters), moment());

it('passes when each certificate is valid for long enough', () => {
  expect(judge([shop(), api])).toEqual({
    outcome: 'pass',
    reason:
      'The certificate of shop.example.com is valid for 45 d more. The certificate of api.example.com is valid for 45 d more.',
    observed: [
      {
        host: 'shop.example.com',
        port: 443,
        certificate: certificate(),
        failure: null,
      },
      expect.objectContaining({ host: 'api.example.com' }),
    ],
    threshold: 'each certificate is valid for at least 30 d',
    source: 'TLS probe',
    observedAt: ago(3),
    validForMs: 3_600_000,
  });
});

const it45 = 'The certificate of shop.example.com is valid for 45 d more.';
const itIs = (words: string) => `The certificate of shop.example.com ${words}`;

it.each<[string, CertificateFacts[], Record<string, string>, string, string]>([
  ['more days are wanted', [shop()], { days: '46' }, 'fail', it45],
  ['a half day is no day', [shop()], { days: '45.5' }, 'pass', it45],
  [
    'it ends in the very moment',
    [shop({ certificate: certificate({ validTo: inDays(30) }) })],
    {},
    'pass',
    itIs('is valid for 30 d more.'),
  ],
  [
    'it has expired',
    [
      shop({
        certificate: certificate({
          validTo: ago(0),
          refusal: 'CERT_HAS_EXPIRED',
        }),
      }),
    ],
    { days: '0' },
    'fail',
    itIs('has expired at 2026-11-20 12:00 UTC.'),
  ],
  [
    'it is not valid yet',
    [shop({ certificate: certificate({ validFrom: ago(-1) }) })],
    {},
    'fail',
    itIs('is not valid before 2026-11-20 12:01 UTC.'),
  ],
  [
    'it is valid from this moment on',
    [shop({ certificate: certificate({ validFrom: ago(0) }) })],
    {},
    'pass',
    it45,
  ],
  [
    'nobody trusts it',
    [shop({ certificate: certificate({ refusal: 'SELF_SIGNED' }) })],
    {},
    'fail',
    itIs('is refused: SELF_SIGNED.'),
  ],
  [
    'its times cannot be read',
    [shop({ certificate: certificate({ validTo: '' }) })],
    {},
    'unknown',
    'shop.example.com: its certificate does not say how long it is valid.',
  ],
  [
    'its beginning cannot be read',
    [shop({ certificate: certificate({ validFrom: '' }) })],
    {},
    'unknown',
    'shop.example.com: its certificate does not say how long it is valid.',
  ],
  [
    'one host does not answer',
    [shop(), shop({ host: 'api', certificate: null, failure: 'it is away' })],
    {},
    'unknown',
    'api: it is away.',
  ],
  [
    'it sends none',
    [shop({ certificate: null })],
    {},
    'unknown',
    'shop.example.com: no certificate was sent.',
  ],
  [
    'it was looked at too long ago',
    [shop({ observedAt: ago(60) })],
    {},
    'unknown',
    'shop.example.com was looked at too long ago.',
  ],
  [
    'it was looked at just in time',
    [shop({ observedAt: ago(59) })],
    {},
    'pass',
    it45,
  ],
  [
    'it was looked at in the future',
    [shop({ observedAt: ago(-6) })],
    {},
    'unknown',
    'shop.example.com was looked at in the future: a clock is wrong.',
  ],
  [
    'the named host is fine, whatever the others are',
    [shop(), shop({ host: 'api', certificate: null })],
    { host: 'shop.example.com' },
    'pass',
    it45,
  ],
  [
    'the named host is not configured',
    [shop()],
    { host: '169.254.169.254' },
    'unknown',
    '169.254.169.254 is not among the hosts of this service in opsdeck.runbooks.certificates.',
  ],
  [
    'no host is configured',
    [],
    {},
    'unknown',
    'No host of this service is configured in opsdeck.runbooks.certificates.',
  ],
])('when %s', (_when, hosts, parameters, outcome, reason) => {
  expect(judge(hosts, parameters)).toMatchObject({ outcome, reason });
});

it('keeps what it saw, even of nothing', () => {
  expect(judge([])).toMatchObject({ observed: [], observedAt: null });
  expect(judge([shop({ certificate: null, failure: 'x' })]).observed).toEqual([
    { host: 'shop.example.com', port: 443, certificate: null, failure: 'x' },
  ]);
});
