import { Dialect } from './dialect';
import { Field } from './field';
import { readIndicator } from './indicator';
import { dnsLabel, mutuallyExclusive } from './rules';
import { SliDefinition } from './types';

/** An indicator as an SLO or objective uses it: written out, or named. */
export type IndicatorUse =
  | { inline: SliDefinition }
  | { ref: string; field: Field };

/** Whether an SLO or objective says anything about its indicator. */
export function hasIndicator(parent: Field, dialect: Dialect): boolean {
  return (
    parent.child(dialect.indicatorKey).present ||
    parent.child(dialect.indicatorRefKey).present
  );
}

/** Reads the indicator of an SLO or objective; at most one of the two ways may be used. */
export function readIndicatorUse(
  parent: Field,
  dialect: Dialect,
): IndicatorUse | undefined {
  const { indicatorKey, indicatorRefKey } = dialect;
  const key = mutuallyExclusive(parent, [indicatorKey, indicatorRefKey], {
    required: false,
  });
  if (!key) return undefined;
  const field = parent.child(key);
  if (key === indicatorRefKey) {
    const ref = dnsLabel(field);
    return ref === undefined ? undefined : { ref, field };
  }
  if (!field.readMapping(['metadata', 'spec'])) return undefined;
  const inline = readIndicator(field, dialect);
  return inline && { inline };
}
