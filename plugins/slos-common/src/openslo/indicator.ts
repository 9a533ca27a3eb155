import { JsonObject } from '@backstage/types';
import { parseCounterQuery } from '../promql/counter';
import { promqlOf } from '../promql/sliQueries';
import { parseExpression } from '../promql/validate';
import { Dialect } from './dialect';
import { Field } from './field';
import { readMetadata } from './metadata';
import { description, dnsLabel, mutuallyExclusive, oneOf } from './rules';
import { IndicatorMeasure, MetricSource, SliDefinition } from './types';

const RATIO_KEYS = ['counter', 'good', 'bad', 'total', 'rawType', 'raw'];

/** Reads an SLI: a document of its own or one written inside an SLO. */
export function readIndicator(
  object: Field,
  dialect: Dialect,
): SliDefinition | undefined {
  const metadata = readMetadata(object.child('metadata'), dialect.version);
  const spec = object.child('spec');
  if (!spec.readMapping(['description', 'thresholdMetric', 'ratioMetric'])) {
    return undefined;
  }
  const text = description(spec);
  const measure = readMeasure(spec, dialect);
  if (!metadata || !measure) return undefined;
  return {
    ...metadata,
    ...(text ? { description: text } : {}),
    measure,
    source: { file: object.file, line: object.line },
  };
}

function readMeasure(
  spec: Field,
  dialect: Dialect,
): IndicatorMeasure | undefined {
  const kind = mutuallyExclusive(spec, ['ratioMetric', 'thresholdMetric'], {
    required: true,
  });
  if (!kind) return undefined;
  if (kind === 'ratioMetric') return readRatio(spec.child(kind), dialect);
  const metric = readMetric(spec.child(kind), dialect);
  if (metric) checkPromql(spec.child(kind), metric, false);
  return metric && { type: 'threshold', metric };
}

function readRatio(
  ratio: Field,
  dialect: Dialect,
): IndicatorMeasure | undefined {
  if (!ratio.readMapping(RATIO_KEYS)) return undefined;
  const whole = mutuallyExclusive(ratio, ['total', 'raw'], { required: true });
  if (!whole) return undefined;
  const share = mutuallyExclusive(ratio, ['raw', 'good', 'bad'], {
    required: false,
  });
  if (whole === 'raw') {
    const rawType = oneOf(ratio.child('rawType'), ['success', 'failure']);
    const raw = share && readMetric(ratio.child('raw'), dialect);
    if (raw) checkPromql(ratio.child('raw'), raw, false);
    return raw && rawType && { type: 'raw', rawType, raw };
  }
  if (!share) {
    const both = ratio.child('good').present && ratio.child('bad').present;
    if (!both) {
      ratio.error(
        'one-of-properties',
        'One of [bad, good] must be set beside total, none is here',
      );
    }
    return undefined;
  }
  const counter = ratio.child('counter').readBoolean() ?? false;
  const total = readMetric(ratio.child('total'), dialect);
  const side = readMetric(ratio.child(share), dialect);
  if (!total || !side) return undefined;
  checkPromql(ratio.child('total'), total, counter);
  checkPromql(ratio.child(share), side, counter);
  return share === 'good'
    ? { type: 'ratio', counter, good: side, total }
    : { type: 'ratio', counter, bad: side, total };
}

function readMetric(metric: Field, dialect: Dialect): MetricSource | undefined {
  return dialect.version === 'openslo.com/v2alpha'
    ? readV2Metric(metric)
    : readV1Metric(metric);
}

function readV1Metric(metric: Field): MetricSource | undefined {
  if (!metric.readMapping(['metricSource'])) return undefined;
  const source = metric.child('metricSource');
  if (!source.readMapping(['metricSourceRef', 'type', 'spec'])) {
    return undefined;
  }
  const ref = optionalRef(source.child('metricSourceRef'));
  const type = source.child('type').readString();
  const spec = readQuerySpec(source.child('spec'));
  return spec && { ...named({ type, sourceRef: ref }), spec };
}

function readV2Metric(metric: Field): MetricSource | undefined {
  const known = ['dataSourceRef', 'dataSourceSpec', 'spec'];
  if (!metric.readMapping(known)) return undefined;
  mutuallyExclusive(metric, ['dataSourceRef', 'dataSourceSpec'], {
    required: true,
  });
  const ref = optionalRef(metric.child('dataSourceRef'));
  const type = metric.child('dataSourceSpec').child('type').readString();
  const spec = readQuerySpec(metric.child('spec'));
  return spec && { ...named({ type, sourceRef: ref }), spec };
}

function optionalRef(field: Field): string | undefined {
  return field.present ? dnsLabel(field) : undefined;
}

function readQuerySpec(field: Field): JsonObject | undefined {
  if (!field.present) {
    field.error('required', `"${field.path}" is missing`);
    return undefined;
  }
  const spec = field.readJsonObject();
  if (spec && Object.keys(spec).length === 0) {
    field.error(
      'map-min-length',
      `"${field.path}" must say what to ask the source for`,
    );
    return undefined;
  }
  return spec;
}

/** Leaves out what is not given or empty. */
function named(parts: {
  type?: string;
  sourceRef?: string;
}): Omit<MetricSource, 'spec'> {
  return {
    ...(parts.type ? { type: parts.type } : {}),
    ...(parts.sourceRef ? { sourceRef: parts.sourceRef } : {}),
  };
}

/**
 * Warns of a Prometheus query that cannot be read, so that it is found in the
 * editor and not by an SLO without data. OpenSLO itself leaves queries alone.
 */
function checkPromql(
  metric: Field,
  source: MetricSource,
  counter: boolean,
): void {
  const query = source.type ? promqlOf(source) : undefined;
  if (query === undefined) return;
  const at = metric.child('metricSource').present
    ? metric.child('metricSource').child('spec').child('query')
    : metric.child('spec').child('query');
  try {
    if (counter) parseCounterQuery(query);
    else parseExpression(query);
  } catch (error) {
    at.warning('promql', (error as Error).message);
  }
}
