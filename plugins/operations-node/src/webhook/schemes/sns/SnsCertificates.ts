import { rootCertificates } from 'node:tls';
import { DeliveryRefusedError, ComeAgainError } from '../SignatureScheme';
import { FetchLike, fetchBounded } from './fetchBounded';
import {
  SigningCertificate,
  readSigningCertificate,
} from './signingCertificate';
import { isCertificateUrl } from './snsUrls';

const BOUNDS = { timeoutMs: 5_000, maxBytes: 65_536 };
/** A certificate is fetched anew after this time. */
const KEEP_MS = 24 * 60 * 60_000;
/** After a failure the same URL is left alone for this time. */
const PAUSE_MS = 30_000;
/** SNS uses one certificate per region at a time; strangers may name any number. */
const MAX_ENTRIES = 50;
const MAX_FETCHES = 4;

type Outcome =
  | { certificate: SigningCertificate }
  | { refused: true }
  | { failed: unknown };

export interface SnsCertificatesOptions {
  fetch?: FetchLike;
  /** PEM texts of trusted roots; those of Node by default. */
  roots?: readonly string[];
}

/** The certificates that SNS signs with: fetched from its own hosts only, checked, and kept. */
export class SnsCertificates {
  readonly #fetch: FetchLike;
  readonly #roots: readonly string[];
  readonly #kept = new Map<
    string,
    { until: number; outcome: Promise<Outcome> }
  >();
  #fetches = 0;

  constructor(options: SnsCertificatesOptions = {}) {
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init));
    this.#roots = options.roots ?? rootCertificates;
  }

  /**
   * @throws DeliveryRefusedError when the URL is none of SNS, or the certificate
   * is none to be trusted at `now`
   * @throws ComeAgainError when it could not be fetched
   */
  async get(url: string, now: Date): Promise<SigningCertificate> {
    if (!isCertificateUrl(url)) throw new DeliveryRefusedError('untrusted-url');
    const outcome = await this.#outcome(url, now.getTime());
    if ('failed' in outcome) {
      throw new ComeAgainError(`The certificate ${url} could not be fetched`, {
        cause: outcome.failed,
      });
    }
    if ('refused' in outcome || !isValidAt(outcome.certificate, now)) {
      throw new DeliveryRefusedError('untrusted-certificate');
    }
    return outcome.certificate;
  }

  #outcome(url: string, now: number): Promise<Outcome> {
    const kept = this.#kept.get(url);
    if (kept && kept.until > now) return kept.outcome;
    if (this.#fetches >= MAX_FETCHES) {
      throw new ComeAgainError('Too many certificates are being fetched');
    }
    const entry = { until: now + PAUSE_MS, outcome: this.#load(url) };
    this.#makeRoom();
    this.#kept.set(url, entry);
    return entry.outcome.then(outcome => {
      if ('certificate' in outcome) entry.until = now + KEEP_MS;
      return outcome;
    });
  }

  async #load(url: string): Promise<Outcome> {
    this.#fetches++;
    try {
      const pem = await fetchBounded(this.#fetch, url, BOUNDS);
      const certificate = readSigningCertificate(pem, this.#roots);
      return certificate ? { certificate } : { refused: true };
    } catch (error) {
      return { failed: error };
    } finally {
      this.#fetches--;
    }
  }

  /** Drops what would be kept the shortest, so that good certificates stay. */
  #makeRoom(): void {
    if (this.#kept.size < MAX_ENTRIES) return;
    const [[soonest]] = [...this.#kept].sort(
      ([, a], [, b]) => a.until - b.until,
    );
    this.#kept.delete(soonest);
  }
}

function isValidAt(
  { validFrom, validTo }: SigningCertificate,
  now: Date,
): boolean {
  return validFrom <= now && now <= validTo;
}
