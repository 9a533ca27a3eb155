import {
  Freshness,
  isStale,
} from '@opsdeck/backstage-plugin-operations-common';
import { KitTranslator } from '../translation/operationsReactTranslationRef';

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
  t: KitTranslator,
): SourceProblem | undefined {
  const { failure, lastAttemptAt } = freshness;
  const stale = isStale(freshness, now);
  if (failure) {
    return {
      meaning: t(`failure.${failure.kind}`),
      message: failure.message,
      advice: t(`failureAdvice.${failure.kind}`),
      stale,
    };
  }
  if (!stale) return undefined;
  return lastAttemptAt === null
    ? {
        meaning: t('sourceProblem.notReadYet'),
        advice: t('sourceProblem.notReadYetAdvice'),
        stale,
      }
    : {
        meaning: t('sourceProblem.late'),
        advice: t('sourceProblem.lateAdvice'),
        stale,
      };
}
