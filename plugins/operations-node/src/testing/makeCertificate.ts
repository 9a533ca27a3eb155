import {
  KeyObject,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';

/** DER (X.690): one value with its tag and length. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) {
    return Buffer.concat([Buffer.from([tag, content.length]), content]);
  }
  const length = Buffer.from(
    content.length.toString(16).padStart(content.length > 0xff ? 4 : 2, '0'),
    'hex',
  );
  return Buffer.concat([
    Buffer.from([tag, 0x80 | length.length]),
    length,
    content,
  ]);
}

const sequence = (...contents: Buffer[]) => der(0x30, ...contents);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const sha256WithRsa = sequence(oid('2a864886f70d01010b'), der(0x05));
const commonName = (name: string) =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
// GeneralizedTime reaches beyond 2049.
const time = (at: Date) =>
  der(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, '')));
const extension = (id: string, value: Buffer) =>
  sequence(oid(id), der(0x04, value));

export interface TestCertificate {
  pem: string;
  name: string;
  key: KeyObject;
}

export interface TestCertificateOptions {
  name?: string;
  alternativeName?: string;
  ca?: boolean;
  validFrom?: Date;
  validTo?: Date;
  /** Absent: it signs itself. */
  issuer?: Pick<TestCertificate, 'name' | 'key'>;
}

/** Makes an X.509 certificate (RFC 5280) with a fresh key: none is kept in the repository. */
export function makeCertificate(
  options: TestCertificateOptions = {},
): TestCertificate {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const name = options.name ?? 'sns.amazonaws.com';
  const issuer = options.issuer ?? { name, key: privateKey };
  const extensions = [
    extension(
      '551d13',
      options.ca ? sequence(der(0x01, Buffer.from([0xff]))) : sequence(),
    ),
    ...(options.alternativeName
      ? [
          extension(
            '551d11',
            sequence(der(0x82, Buffer.from(options.alternativeName))),
          ),
        ]
      : []),
  ];
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    sha256WithRsa,
    commonName(issuer.name),
    sequence(
      time(options.validFrom ?? new Date('2026-01-01T00:00:00Z')),
      time(options.validTo ?? new Date('2027-01-01T00:00:00Z')),
    ),
    commonName(name),
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('RSA-SHA256', toBeSigned, issuer.key);
  const certificate = sequence(
    toBeSigned,
    sha256WithRsa,
    der(0x03, Buffer.from([0]), signature),
  );
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    pem: `-----BEGIN CERTIFICATE-----\n${lines.join(
      '\n',
    )}\n-----END CERTIFICATE-----\n`,
    name,
    key: privateKey,
  };
}
