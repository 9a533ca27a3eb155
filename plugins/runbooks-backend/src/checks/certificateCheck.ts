import { Check } from '@opsdeck/backstage-plugin-operations-node';
import {
  CHECKS,
  CertificateFacts,
  judgeCertificates,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { ChecksConfig } from '../config/readChecksConfig';
import { defineCheck } from './defineCheck';
import { probe } from './tls/probe';

const TIMEOUT_MS = 3_000;
/** Runs are looked at every minute; certificates change rarely, and hosts are not ours to trouble. */
const KEEP_MS = 10 * 60_000;
/** What went wrong may be right again soon. */
const KEEP_FAILURE_MS = 60_000;

type ConfiguredHost = ChecksConfig['certificates'][number];

/** A check that a TLS handshake with configured hosts answers: never with one that a document names. */
export function createCertificateCheck(options: {
  certificates: readonly ConfiguredHost[];
  clock?: () => Date;
}): Check {
  const clock = options.clock ?? (() => new Date());
  const kept = new Map<ConfiguredHost, CertificateFacts>();
  const look = async (target: ConfiguredHost): Promise<CertificateFacts> => {
    const last = kept.get(target);
    if (last && isRecent(last, clock())) return last;
    const found = await probe(target, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      clock,
    });
    kept.set(target, found);
    return found;
  };
  return defineCheck(CHECKS.certificates, async (input, parameters) => {
    const targets = options.certificates.filter(
      ({ entity, host }) =>
        entity === input.entityRef &&
        (parameters.host === undefined || parameters.host === host),
    );
    return judgeCertificates(
      await Promise.all(targets.map(look)),
      parameters,
      input,
    );
  });
}

function isRecent(
  { certificate, observedAt }: CertificateFacts,
  now: Date,
): boolean {
  const age = now.getTime() - Date.parse(observedAt);
  return age >= 0 && age < (certificate ? KEEP_MS : KEEP_FAILURE_MS);
}
