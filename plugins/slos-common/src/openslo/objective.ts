import { Dialect } from './dialect';
import { readTimeSliceWindow } from './durationShorthand';
import {
  decimalText,
  percentToShare,
  readBoundedDecimal,
} from './exactDecimal';
import { Field } from './field';
import { IndicatorUse, readIndicatorUse } from './indicatorUse';
import { mutuallyExclusive, oneOf } from './rules';
import {
  BudgetingMethod,
  COMPARISONS,
  IndicatorMeasure,
  SloObjective,
} from './types';

/** An objective together with what must be looked up to complete it. */
export interface PendingObjective {
  field: Field;
  objective: SloObjective;
  indicator?: IndicatorUse;
}

const KEYS = [
  'displayName',
  'op',
  'value',
  'target',
  'targetPercent',
  'timeSliceTarget',
  'timeSliceWindow',
  'compositeWeight',
];

/** Reads one objective of `openslo/v1` or `openslo.com/v2alpha`. */
export function readObjective(
  field: Field,
  method: BudgetingMethod | undefined,
  dialect: Dialect,
): PendingObjective | undefined {
  const known = [...KEYS, dialect.indicatorKey, dialect.indicatorRefKey];
  if (!field.readMapping(known)) return undefined;
  const displayName = field.child('displayName').readString();
  const target = readTarget(field);
  const slices = readTimeSlices(field, method);
  const op = field.child('op').present
    ? oneOf(field.child('op'), COMPARISONS)
    : undefined;
  const value = field.child('value').readDecimal()?.toNumber();
  const weight = readBoundedDecimal(field.child('compositeWeight'), {
    above: 0,
  })?.toNumber();
  const indicator = readIndicatorUse(field, dialect);
  if (target === undefined) return undefined;
  return {
    field,
    ...(indicator ? { indicator } : {}),
    objective: {
      ...(displayName ? { displayName } : {}),
      target,
      ...slices,
      ...(op ? { op } : {}),
      ...(value !== undefined ? { value } : {}),
      ...(weight !== undefined ? { compositeWeight: weight } : {}),
    },
  };
}

/** `target` as it is, or `targetPercent` divided by a hundred, both exact. */
function readTarget(field: Field): string | undefined {
  const key = mutuallyExclusive(field, ['target', 'targetPercent'], {
    required: true,
  });
  if (!key) return undefined;
  if (key === 'target') {
    const share = readBoundedDecimal(field.child(key), { from: 0, below: 1 });
    return share && decimalText(share);
  }
  const percent = readBoundedDecimal(field.child(key), { from: 0, below: 100 });
  return percent && decimalText(percentToShare(percent));
}

function readTimeSlices(
  field: Field,
  method: BudgetingMethod | undefined,
): Pick<SloObjective, 'timeSliceTarget' | 'timeSliceWindow'> {
  const targetField = field.child('timeSliceTarget');
  const windowField = field.child('timeSliceWindow');
  const bySlices = method === 'Timeslices' || method === 'RatioTimeslices';
  if (method === 'Timeslices' && !targetField.present) {
    targetField.error(
      'required',
      `"${targetField.path}" is missing: Timeslices needs it to tell good slices from bad`,
    );
  }
  const target = readBoundedDecimal(targetField, { above: 0, to: 1 });
  const window =
    bySlices || windowField.present
      ? readTimeSliceWindow(windowField)
      : undefined;
  return {
    ...(target ? { timeSliceTarget: decimalText(target) } : {}),
    ...(window ? { timeSliceWindow: window } : {}),
  };
}

/**
 * Checks `op` and `value` against the indicator: a threshold needs both, a
 * ratio neither. The official validator can check that for an inline indicator
 * only; for a referenced one a superfluous key is a warning.
 */
export function checkAgainstMeasure(
  { field }: PendingObjective,
  measure: IndicatorMeasure,
  inline: boolean,
): void {
  for (const key of ['op', 'value']) {
    const child = field.child(key);
    if (measure.type === 'threshold' && !child.present) {
      child.error(
        'required',
        `"${child.path}" is missing: a threshold metric is compared with it`,
      );
    }
    if (measure.type !== 'threshold' && child.present) {
      const message = `"${child.path}" has no meaning here: only threshold metrics are compared with a limit`;
      if (inline) child.error('forbidden', message);
      else child.warning('forbidden', message);
    }
  }
}
