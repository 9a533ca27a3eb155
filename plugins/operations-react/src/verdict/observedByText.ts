import { ObservedBy } from '@opsdeck/backstage-plugin-operations-common';
import { relativeTo } from '../time/instant';
import { KitTranslator } from '../translation/operationsReactTranslationRef';

/** "observed by Amazon RDS, 3 min ago", or why no source stands behind a verdict. */
export function observedByText(
  { source, noSource, freshness }: ObservedBy,
  now: Date,
  t: KitTranslator,
): string {
  if (!source) return t('observedBy.none', { why: noSource ?? '' });
  return freshness?.asOf
    ? t('observedBy.read', {
        source: source.title,
        age: relativeTo(freshness.asOf, now, t),
      })
    : t('observedBy.neverRead', { source: source.title });
}
