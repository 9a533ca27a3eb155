import { V1 } from './dialect';
import { decimalText, readBoundedDecimal } from './exactDecimal';
import { Field } from './field';
import { readMetadata } from './metadata';
import { PendingObjective } from './objective';
import { description, oneOf, requiredString } from './rules';
import { PendingSlo, readObjectiveList } from './slo';
import { finishTimeWindow, readOnlyWindow } from './timeWindow';
import {
  BudgetingMethod,
  COMPARISONS,
  IndicatorMeasure,
  MetricSource,
  TimeWindow,
} from './types';

/*
 * openslo/v1alpha: metrics stand inside the SLO, in `spec.indicator` for
 * thresholds and in each objective for ratios.
 */

const VERSION = 'openslo/v1alpha';

const ISO_UNITS: Record<string, (count: string) => string> = {
  Second: n => `PT${n}S`,
  Day: n => `P${n}D`,
  Week: n => `P${n}W`,
  Month: n => `P${n}M`,
  Quarter: n => `P${Number(n) * 3}M`,
};

/** Reads an SLO of `openslo/v1alpha` into today's form. */
export function readV1alphaSlo(object: Field): PendingSlo | undefined {
  const metadata = readMetadata(object.child('metadata'), VERSION);
  const spec = object.child('spec');
  const known = [
    'timeWindows',
    'budgetingMethod',
    'description',
    'indicator',
    'service',
    'objectives',
  ];
  if (!spec.readMapping(known)) return undefined;
  const text = description(spec);
  const service = requiredString(spec.child('service'));
  const method: BudgetingMethod | undefined = oneOf(
    spec.child('budgetingMethod'),
    ['Occurrences', 'Timeslices'],
  );
  const timeWindow = readV1alphaWindow(spec.child('timeWindows'));
  const items = readObjectiveList(spec);
  const measure = readMeasure(spec, items);
  const objectives = items.flatMap(
    item => readV1alphaObjective(item, method, measure) ?? [],
  );
  if (!metadata || !service || !method || !timeWindow || !measure) {
    return undefined;
  }
  const source = { file: object.file, line: object.line };
  return {
    field: object,
    indicator: { inline: { ...metadata, measure, source } },
    objectives,
    slo: {
      ...metadata,
      apiVersion: VERSION,
      service,
      ...(text ? { description: text } : {}),
      timeWindow,
      budgetingMethod: method,
      alertPolicies: [],
      source,
    },
  };
}

function readV1alphaWindow(field: Field): TimeWindow | undefined {
  const window = readOnlyWindow(field);
  const known = ['unit', 'count', 'isRolling', 'calendar'];
  if (!window?.readMapping(known)) return undefined;
  const unit = oneOf(window.child('unit'), Object.keys(ISO_UNITS));
  const count = window.child('count').scalarText() ?? '';
  if (!/^[1-9]\d{0,8}$/.test(count)) {
    window
      .child('count')
      .error('greater-than', '"count" must be a positive whole number');
    return undefined;
  }
  return finishTimeWindow(window, unit && ISO_UNITS[unit](count));
}

function readMeasure(
  spec: Field,
  objectives: Field[],
): IndicatorMeasure | undefined {
  const indicator = spec.child('indicator');
  const ratios = objectives.filter(item => item.child('ratioMetrics').present);
  if (indicator.present === ratios.length > 0) {
    spec.error(
      'mutually-exclusive',
      indicator.present
        ? 'Only one of "indicator" and "objectives[*].ratioMetrics" can be set'
        : 'One of "indicator" and "objectives[*].ratioMetrics" must be set',
    );
    return undefined;
  }
  if (indicator.present) {
    if (!indicator.readMapping(['thresholdMetric'])) return undefined;
    const metric = readMetric(indicator.child('thresholdMetric'));
    return metric && { type: 'threshold', metric };
  }
  const measures = objectives.map(item =>
    readRatio(item.child('ratioMetrics')),
  );
  const [first] = measures;
  const different = measures.findIndex(
    measure => JSON.stringify(measure) !== JSON.stringify(first),
  );
  if (different > 0) {
    objectives[different]
      .child('ratioMetrics')
      .error(
        'unsupported-version',
        `${VERSION} lets each objective have metrics of its own; that is not supported here: write one ${V1.version} SLO for each`,
      );
    return undefined;
  }
  return first;
}

function readRatio(ratio: Field): IndicatorMeasure | undefined {
  if (!ratio.readMapping(['good', 'total', 'incremental'])) return undefined;
  const counter = ratio.child('incremental').readBoolean() ?? false;
  const good = readMetric(ratio.child('good'));
  const total = readMetric(ratio.child('total'));
  return good && total && { type: 'ratio', counter, good, total };
}

function readMetric(metric: Field): MetricSource | undefined {
  if (!metric.readMapping(['source', 'queryType', 'query'])) return undefined;
  const type = requiredString(metric.child('source'));
  const queryType = requiredString(metric.child('queryType'));
  const query = requiredString(metric.child('query'));
  return type && queryType && query
    ? { type, spec: { queryType, query } }
    : undefined;
}

function readV1alphaObjective(
  field: Field,
  method: BudgetingMethod | undefined,
  measure: IndicatorMeasure | undefined,
): PendingObjective | undefined {
  const known = [
    'displayName',
    'value',
    'ratioMetrics',
    'target',
    'timeSliceTarget',
    'op',
  ];
  if (!field.readMapping(known)) return undefined;
  const displayName = field.child('displayName').readString();
  const target = required(field.child('target'), { from: 0, below: 1 });
  const value = required(field.child('value'), {});
  const op = field.child('op').present
    ? oneOf(field.child('op'), COMPARISONS)
    : undefined;
  const bySlices = method === 'Timeslices';
  const sliceTarget = bySlices
    ? required(field.child('timeSliceTarget'), { from: 0, to: 1 })
    : undefined;
  if (bySlices) {
    field.warning(
      'time-slice-default',
      `${VERSION} does not say how long a time slice is; one minute is used`,
    );
  }
  const threshold = measure?.type === 'threshold';
  if (op && measure?.type === 'ratio') {
    field
      .child('op')
      .error('forbidden', '"op" cannot be set beside "ratioMetrics"');
  }
  if (!target || !value) return undefined;
  return {
    field,
    objective: {
      ...(displayName ? { displayName } : {}),
      target: decimalText(target),
      ...(sliceTarget ? { timeSliceTarget: decimalText(sliceTarget) } : {}),
      ...(bySlices ? { timeSliceWindow: 'PT1M' } : {}),
      ...(threshold && op ? { op } : {}),
      ...(threshold ? { value: value.toNumber() } : {}),
    },
  };
}

function required(
  field: Field,
  bounds: Parameters<typeof readBoundedDecimal>[1],
) {
  if (!field.present) field.error('required', `"${field.path}" is missing`);
  return readBoundedDecimal(field, bounds);
}
