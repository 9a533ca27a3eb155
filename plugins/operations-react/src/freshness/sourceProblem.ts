import {
  FailureKind,
  Freshness,
  failureMeaning,
  isStale,
} from '@opsdeck/backstage-plugin-operations-common';

const ADVICE: Record<FailureKind, string> = {
  unauthorized: 'Renew the credentials of this source.',
  forbidden: 'Grant what the message names to the credentials of this source.',
  'not-found': 'Check the names in the configuration of this source.',
  throttled: 'Nothing to do: it is read again when the provider allows it.',
  unavailable: 'Nothing to do here: it is tried again.',
  timeout: 'Nothing to do here: it is tried again.',
  network: 'Check that the backend can reach the provider.',
  malformed: 'Report it: the provider may have changed its answers.',
  configuration: 'Correct this source in app-config.yaml.',
  internal: 'Report it: this is a fault in Opsdeck.',
};

/** Why a source does not deliver, and what that means for the figures on the page. */
export interface SourceProblem {
  /** For example "the credentials were refused". */
  meaning: string;
  /** What the provider or collector said. */
  message?: string;
  advice: string;
  /** Whether the figures on the page are too old to be believed. */
  stale: boolean;
}

/** What is wrong with a source at `now`; undefined when nothing is. */
export function sourceProblem(
  freshness: Freshness,
  now: Date,
): SourceProblem | undefined {
  const { failure, lastAttemptAt } = freshness;
  const stale = isStale(freshness, now);
  if (failure) {
    return {
      meaning: failureMeaning(failure.kind),
      message: failure.message,
      advice: ADVICE[failure.kind],
      stale,
    };
  }
  if (!stale) return undefined;
  return lastAttemptAt === null
    ? {
        meaning: 'it has not been read yet',
        advice: 'The first reading follows within one cadence.',
        stale,
      }
    : {
        meaning: 'it was not read in time',
        advice: 'Check that the backend and its scheduler are running.',
        stale,
      };
}
