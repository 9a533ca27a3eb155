/** The labels of a series; the metric name is `__name__`. A missing label means the empty string. */
export type Labels = Record<string, string>;

export const METRIC_NAME = '__name__';

/** A text that two label sets share exactly when they are equal. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify(sortedEntries(labels));
}

/** The labels that take part in a grouping or match: only those named, or all but those named (and never the metric name). */
export function selectLabels(
  labels: Labels,
  names: ReadonlySet<string>,
  mode: 'only' | 'without',
): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([name]) =>
      mode === 'only'
        ? names.has(name)
        : !names.has(name) && name !== METRIC_NAME,
    ),
  );
}

/** The labels without the metric name. */
export function dropMetricName(labels: Labels): Labels {
  const { [METRIC_NAME]: _, ...rest } = labels;
  return rest;
}

/** Prometheus' order of label sets: by name, then value, of the first pair that differs. */
export function compareLabels(a: Labels, b: Labels): number {
  const left = sortedEntries(a);
  const right = sortedEntries(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    for (const part of [0, 1]) {
      if (left[i][part] !== right[i][part]) {
        return left[i][part] < right[i][part] ? -1 : 1;
      }
    }
  }
  return left.length - right.length;
}

/** The text form used in messages and group keys: `{a="1", b="2"}`, sorted by name. */
export function formatLabels(labels: Labels): string {
  const pairs = sortedEntries(labels).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  return `{${pairs.join(', ')}}`;
}

function sortedEntries(labels: Labels): Array<[string, string]> {
  return Object.entries(labels)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
