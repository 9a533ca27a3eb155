import { LabelMatcher, Series, SeriesSource } from '../../world/seriesSource';

/** Samples by instant (ms since the epoch). */
export type SampleMap = ReadonlyMap<number, number>;

/** A series that consists of given samples and nothing between them. */
export function sampledSeries(
  labels: Record<string, string>,
  samples: SampleMap,
): Series {
  return { labels, valueAt: tMs => samples.get(tMs) };
}

/** A source that selects by the semantics of Prometheus: a missing label is empty, regular expressions are anchored. */
export function sourceOf(series: Series[]): SeriesSource {
  return {
    select: matchers =>
      series.filter(({ labels }) => matchers.every(m => matches(m, labels))),
  };
}

function matches(
  { name, op, value }: LabelMatcher,
  labels: Record<string, string>,
): boolean {
  const actual = labels[name] ?? '';
  switch (op) {
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
    default:
      return new RegExp(`^(?:${value})$`).test(actual) === (op === '=~');
  }
}

/** Samples at `startMs`, `startMs + stepMs`, ...; undefined leaves one out. */
export function everyStep(
  startMs: number,
  stepMs: number,
  count: number,
  value: (index: number) => number | undefined,
): SampleMap {
  const samples = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const v = value(i);
    if (v !== undefined) {
      samples.set(startMs + i * stepMs, v);
    }
  }
  return samples;
}

/** The samples as OpenMetrics text, for `promtool tsdb create-blocks-from openmetrics`. */
export function toOpenMetrics(
  all: Array<{ labels: Record<string, string>; samples: SampleMap }>,
): string {
  const lines = all.flatMap(({ labels, samples }) => {
    const { __name__: name, ...rest } = labels;
    const pairs = Object.entries(rest).map(
      ([label, value]) => `${label}=${JSON.stringify(value)}`,
    );
    return Array.from(
      samples,
      ([timeMs, value]) =>
        `${name}{${pairs.join(',')}} ${openMetricsValue(value)} ${
          timeMs / 1000
        }`,
    );
  });
  return `${lines.join('\n')}\n# EOF\n`;
}

function openMetricsValue(value: number): string {
  if (Number.isFinite(value) || Number.isNaN(value)) {
    return String(value);
  }
  return value > 0 ? '+Inf' : '-Inf';
}
