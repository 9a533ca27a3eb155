import { KeyObject, X509Certificate } from 'node:crypto';

/** Whom Amazon issues the certificate to that SNS signs with. */
const SNS_NAME = /^sns(?:-signing)?(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;

const MAX_CERTIFICATES = 5;

/** A certificate that was found good, and how long it is. */
export interface SigningCertificate {
  publicKey: KeyObject;
  validFrom: Date;
  validTo: Date;
}

/**
 * Reads what SNS serves as its certificate: the certificate itself, with or
 * without those of its issuers. It must name SNS; each must be issued by the
 * next, and issuers must lead to a root that is trusted. A certificate that
 * comes alone, as SNS serves it today, is trusted because it was fetched over
 * TLS from a host of SNS.
 *
 * @param roots - PEM texts of the roots that are trusted
 * @returns undefined when the certificate must not be trusted
 */
export function readSigningCertificate(
  pem: string,
  roots: readonly string[],
): SigningCertificate | undefined {
  const chain = certificatesOf(pem);
  if (!chain) return undefined;
  const [leaf, ...issuers] = chain;
  if (leaf.ca || leaf.publicKey.asymmetricKeyType !== 'rsa') return undefined;
  if (!namesOf(leaf).some(name => SNS_NAME.test(name))) return undefined;
  const linked = issuers.every((issuer, index) => issues(issuer, chain[index]));
  if (!linked || (issuers.length > 0 && !isRooted(chain, roots))) {
    return undefined;
  }
  // The chain holds as long as the shortest-lived of its certificates.
  const begins = chain.map(each => Date.parse(each.validFrom));
  const ends = chain.map(each => Date.parse(each.validTo));
  return {
    publicKey: leaf.publicKey,
    validFrom: new Date(Math.max(...begins)),
    validTo: new Date(Math.min(...ends)),
  };
}

function certificatesOf(
  pem: string,
): [X509Certificate, ...X509Certificate[]] | undefined {
  const blocks =
    pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ??
    [];
  if (blocks.length > MAX_CERTIFICATES) return undefined;
  try {
    const [leaf, ...issuers] = blocks.map(block => new X509Certificate(block));
    return leaf && [leaf, ...issuers];
  } catch {
    return undefined;
  }
}

function isRooted(
  chain: readonly X509Certificate[],
  roots: readonly string[],
): boolean {
  const last = chain[chain.length - 1];
  return roots
    .map(root => new X509Certificate(root))
    .some(
      root => root.fingerprint256 === last.fingerprint256 || issues(root, last),
    );
}

function issues(issuer: X509Certificate, subject: X509Certificate): boolean {
  return (
    issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey)
  );
}

/** The common name and the alternative DNS names, in lower case. */
function namesOf(certificate: X509Certificate): string[] {
  const common = /^CN=(.+)$/m.exec(certificate.subject ?? '')?.[1];
  const alternative = (certificate.subjectAltName ?? '')
    .split(', ')
    .flatMap(each => /^DNS:(.+)$/.exec(each)?.[1] ?? []);
  return [...(common ? [common] : []), ...alternative].map(name =>
    name.toLowerCase(),
  );
}
