import { IndicatorMeasure, MetricSource } from '../openslo/types';

/** Which figure of an SLI a query yields; `value` for thresholds and raw ratios. */
export type QuerySide = 'good' | 'bad' | 'total' | 'value';

/** One query of an SLI as its definition gives it. */
export interface SliQuery {
  side: QuerySide;
  /** Whether the figure is the increment of a counter; else the value of the moment. */
  counter: boolean;
  source: MetricSource;
}

/** The queries that an indicator needs. */
export function sliQueries(measure: IndicatorMeasure): SliQuery[] {
  switch (measure.type) {
    case 'threshold':
      return [{ side: 'value', counter: false, source: measure.metric }];
    case 'raw':
      return [{ side: 'value', counter: false, source: measure.raw }];
    default: {
      const { counter, good, bad, total } = measure;
      const queries: SliQuery[] = [{ side: 'total', counter, source: total }];
      if (good) queries.unshift({ side: 'good', counter, source: good });
      if (bad) queries.unshift({ side: 'bad', counter, source: bad });
      return queries;
    }
  }
}

/** The PromQL text of a metric source, if it is a Prometheus one. */
export function promqlOf({ type, spec }: MetricSource): string | undefined {
  const prometheus = type === undefined || /^prometheus$/i.test(type);
  return prometheus && typeof spec.query === 'string' ? spec.query : undefined;
}
