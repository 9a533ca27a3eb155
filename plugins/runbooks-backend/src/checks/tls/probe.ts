import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { DetailedPeerCertificate, TLSSocket, connect } from 'node:tls';
import { isError } from '@backstage/errors';
import { CertificateFacts } from '@opsdeck/backstage-plugin-runbooks-common';
import { refusalOf } from './addresses';

/** A host as the configuration names it. */
export interface ProbeTarget {
  host: string;
  port: number;
  /** Whether addresses of private networks and of this machine may be asked. */
  allowPrivate: boolean;
}

const TOO_SLOW = 'it did not answer in time';

/** Longest chain that is looked at; longer ones are made up. */
const MAX_CHAIN = 10;

/**
 * Looks at the certificate of a host in a TLS handshake and sends nothing more. What
 * goes wrong is part of the answer.
 */
export async function probe(
  target: ProbeTarget,
  options: { signal: AbortSignal; clock: () => Date },
): Promise<CertificateFacts> {
  const { host, port } = target;
  const facts = { host, port, certificate: null, failure: null };
  try {
    const address = await addressOf(target, options.signal);
    const certificate = await handshake(address, target, options.signal);
    return {
      ...facts,
      certificate,
      observedAt: options.clock().toISOString(),
    };
  } catch (error) {
    return {
      ...facts,
      failure: isError(error) ? error.message : String(error),
      observedAt: options.clock().toISOString(),
    };
  }
}

/** The address to connect to: looked at before and used as it is, so that a second look-up cannot change it. */
async function addressOf(
  { host, allowPrivate }: ProbeTarget,
  signal: AbortSignal,
): Promise<string> {
  const found = isIP(host)
    ? [{ address: host }]
    : await abortable(lookup(host, { all: true }), signal);
  for (const { address } of found) {
    const refusal = refusalOf(address, allowPrivate);
    if (refusal) throw new Error(refusal);
  }
  return found[0].address;
}

function handshake(
  address: string,
  { host, port }: ProbeTarget,
  signal: AbortSignal,
): Promise<CertificateFacts['certificate']> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: address,
      port,
      ...(isIP(host) ? {} : { servername: host }),
      // An expired or foreign certificate is what we came to see.
      rejectUnauthorized: false,
    });
    const abort = () => socket.destroy(new Error(TOO_SLOW));
    signal.addEventListener('abort', abort, { once: true });
    socket.once('secureConnect', () => {
      resolve(certificateOf(socket));
      socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => {
      signal.removeEventListener('abort', abort);
      reject(new Error('the connection was closed before the handshake'));
    });
    if (signal.aborted) abort();
  });
}

function certificateOf(socket: TLSSocket): CertificateFacts['certificate'] {
  const chain = chainOf(socket.getPeerCertificate(true));
  const [own] = chain;
  if (!own) return null;
  const ends = chain.map(each => new Date(each.valid_to).getTime());
  const { authorizationError: refusal } = socket as TLSSocket & {
    authorizationError: Error | string | null;
  };
  return {
    subject: nameOf(own.subject),
    issuer: nameOf(own.issuer),
    validFrom: instantOf(new Date(own.valid_from).getTime()),
    validTo: instantOf(Math.min(...ends)),
    refusal: refusal
      ? String(isError(refusal) ? refusal.message : refusal)
      : null,
  };
}

/** The certificates that the host sent, its own first. */
function chainOf(own: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let next: DetailedPeerCertificate | undefined = own;
  while (next?.valid_to && !chain.includes(next) && chain.length < MAX_CHAIN) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

/** Empty when it cannot be read: that is no instant to anybody. */
function instantOf(ms: number): string {
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
}

function nameOf(name: DetailedPeerCertificate['subject']): string {
  return [name?.CN ?? ''].flat().join(', ');
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      const abort = () => reject(new Error(TOO_SLOW));
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    }),
  ]);
}
