import { makeCertificate } from '../../../testing/makeCertificate';
import { readSigningCertificate } from './signingCertificate';

const root = makeCertificate({ name: 'Root', ca: true });
const middle = makeCertificate({ name: 'Middle', ca: true, issuer: root });
const leaf = makeCertificate({ issuer: middle });
const otherRoot = makeCertificate({ name: 'Root', ca: true });

const read = (...certificates: { pem: string }[]) =>
  readSigningCertificate(certificates.map(({ pem }) => pem).join(''), [
    root.pem,
  ]);

describe('the certificate that SNS signs with', () => {
  it.each([
    'sns.amazonaws.com',
    'sns.eu-west-1.amazonaws.com',
    'sns-signing.eu-south-1.amazonaws.com',
    'SNS.amazonaws.com',
    'sns.cn-north-1.amazonaws.com.cn',
  ])('may name %s', name => {
    expect(read(makeCertificate({ name }))).toBeDefined();
    const alternative = { name: 'x', alternativeName: name };
    expect(read(makeCertificate(alternative))).toBeDefined();
  });

  it.each([
    'example.com',
    'sns.amazonaws.com.example.com',
    'evil-sns.amazonaws.com',
    's3.amazonaws.com',
    '*.amazonaws.com',
    'sns.a.b.amazonaws.com',
  ])('may not name %s', name => {
    expect(read(makeCertificate({ name }))).toBeUndefined();
  });

  it('is as long good as the shortest-lived of its chain', () => {
    const short = makeCertificate({
      name: 'Short',
      ca: true,
      issuer: root,
      validFrom: new Date('2026-03-01T00:00:00Z'),
      validTo: new Date('2026-04-01T00:00:00Z'),
    });
    expect(read(makeCertificate({ issuer: short }), short)).toMatchObject({
      validFrom: new Date('2026-03-01T00:00:00Z'),
      validTo: new Date('2026-04-01T00:00:00Z'),
    });
  });

  it('may come with its issuers when they lead to a trusted root', () => {
    expect(read(leaf, middle)).toBeDefined();
    expect(read(leaf, middle, root)).toBeDefined();
  });

  it.each([
    [
      'a root of the same name',
      [makeCertificate({ issuer: otherRoot }), otherRoot],
    ],
    ['an issuer that did not sign it', [leaf, otherRoot]],
    ['an issuer of another root', [leaf, middle, otherRoot]],
    [
      'an issuer that is no authority',
      (() => {
        const pretender = makeCertificate({ name: 'Pretender', issuer: root });
        return [makeCertificate({ issuer: pretender }), pretender];
      })(),
    ],
    ['an authority as the signer', [makeCertificate({ ca: true })]],
    ['too many certificates', Array.from({ length: 6 }, () => leaf)],
    ['nothing', []],
    [
      'other text',
      [{ pem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }],
    ],
    ['a web page', [{ pem: '<html></html>' }]],
  ])('may not come with %s', (_what, certificates) => {
    expect(read(...certificates)).toBeUndefined();
  });
});
