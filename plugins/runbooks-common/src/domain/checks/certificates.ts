import { z } from 'zod/v4';
import { CheckResult } from '../../api';
import { Finding, allOf, answerOf, fail, pass, unknown } from './finding';
import { CheckMoment, isAhead, utc } from './moment';
import { nameParameter, numberParameter } from './parameters';

export const certificatesParameters = z.strictObject({
  host: nameParameter
    .optional()
    .describe(
      'the one host that is meant, of those configured for this service in `opsdeck.runbooks.certificates`; all of them unless told',
    ),
  days: numberParameter(3_650)
    .default(30)
    .describe('for how many days it must still be valid; 30 unless told'),
});

/** What a TLS probe found at one host. */
export interface CertificateFacts {
  host: string;
  port: number;
  /** Null when no certificate could be had; then `failure` says why. */
  certificate: {
    subject: string;
    issuer: string;
    validFrom: string;
    /** End of the validity: of the chain, whichever certificate ends first. */
    validTo: string;
    /** Why the chain is not trusted or is for another name; null when all is well. */
    refusal: string | null;
  } | null;
  failure: string | null;
  observedAt: string;
}

const DAY_MS = 86_400_000;
const VALID_MS = 3_600_000;

/** Whether the certificates of the hosts of a service are valid for long enough. */
export function judgeCertificates(
  hosts: readonly CertificateFacts[],
  { host, days }: z.output<typeof certificatesParameters>,
  { now }: CheckMoment,
): CheckResult {
  const meant = hosts.filter(each => host === undefined || each.host === host);
  const [oldest] = meant.map(({ observedAt }) => observedAt).sort();
  return answerOf(
    allOf(
      meant.map(each => findingOf(each, days, now)),
      unknown(
        host === undefined
          ? 'No host of this service is configured in opsdeck.runbooks.certificates.'
          : `${host} is not among the hosts of this service in opsdeck.runbooks.certificates.`,
      ),
    ),
    {
      observed: meant.map(({ host: name, port, certificate, failure }) => ({
        host: name,
        port,
        certificate: certificate && { ...certificate },
        failure,
      })),
      threshold: `each certificate is valid for at least ${days} d`,
      sighting: {
        source: 'TLS probe',
        observedAt: oldest ?? null,
        validForMs: VALID_MS,
      },
    },
  );
}

function findingOf(
  { host, certificate, failure, observedAt }: CertificateFacts,
  days: number,
  now: Date,
): Finding {
  if (!certificate) {
    return unknown(`${host}: ${failure ?? 'no certificate was sent'}.`);
  }
  const { validFrom, validTo, refusal } = certificate;
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  if (Number.isNaN(from) || Number.isNaN(to)) {
    return unknown(
      `${host}: its certificate does not say how long it is valid.`,
    );
  }
  if (isAhead(observedAt, now)) {
    return unknown(`${host} was looked at in the future: a clock is wrong.`);
  }
  const age = now.getTime() - Date.parse(observedAt);
  if (age >= VALID_MS) {
    return unknown(`${host} was looked at too long ago.`);
  }
  if (from > now.getTime()) {
    return fail(
      `The certificate of ${host} is not valid before ${utc(new Date(from))}.`,
    );
  }
  const left = Math.floor((to - now.getTime()) / DAY_MS);
  if (to <= now.getTime()) {
    return fail(
      `The certificate of ${host} has expired at ${utc(new Date(to))}.`,
    );
  }
  if (refusal)
    return fail(`The certificate of ${host} is refused: ${refusal}.`);
  const until = `The certificate of ${host} is valid for ${left} d more`;
  return to - now.getTime() < days * DAY_MS
    ? fail(`${until}.`)
    : pass(`${until}.`);
}
