import {
  Freshness,
  durationMillis,
  humanDuration,
  isStale,
  staleAt,
} from '@opsdeck/backstage-plugin-operations-common';
import { exactInstant } from '../time/instant';
import { KitTranslator } from '../translation/operationsReactTranslationRef';

/** "Amazon RDS · production eu-west-1". */
export function sourceName(freshness: Freshness): string {
  return freshness.scopeTitle
    ? `${freshness.sourceTitle} · ${freshness.scopeTitle}`
    : freshness.sourceTitle;
}

/** Why the figures cannot be believed at `now`; undefined when they can. */
export function staleReason(
  freshness: Freshness,
  now: Date,
  t: KitTranslator,
): string | undefined {
  if (!isStale(freshness, now)) return undefined;
  const cause = freshness.failure
    ? t(`failure.${freshness.failure.kind}`)
    : t('freshness.noReadingSince');
  const at = staleAt(freshness);
  if (!at || freshness.cadence === null) {
    return freshness.failure
      ? t('freshness.neverReadBecause', { cause })
      : t('freshness.firstReading');
  }
  const late = now.getTime() - Date.parse(freshness.lastSuccessAt ?? '');
  return t('freshness.lateReading', {
    age: humanDuration(late),
    cadence: humanDuration(durationMillis(freshness.cadence)),
    cause,
  });
}

/** The lines that hovering shows: exact instants, next run, last error. */
export function freshnessDetails(
  freshness: Freshness,
  t: KitTranslator,
): string[] {
  const { lastSuccessAt, nextRunAt, failure } = freshness;
  return [
    lastSuccessAt
      ? t('freshness.readAt', { instant: exactInstant(lastSuccessAt, t) })
      : t('freshness.neverSucceeded'),
    ...(freshness.cadence === null
      ? []
      : [
          t('freshness.cadence', {
            cadence: humanDuration(durationMillis(freshness.cadence)),
          }),
        ]),
    nextRunAt
      ? t('freshness.nextRun', { instant: exactInstant(nextRunAt, t) })
      : t('freshness.noNextRun'),
    ...(failure
      ? [
          t('freshness.lastError', {
            instant: exactInstant(failure.at, t),
            message: failure.message,
          }),
        ]
      : []),
  ];
}
