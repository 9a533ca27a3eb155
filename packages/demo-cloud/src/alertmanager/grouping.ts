import { formatLabels } from '../prometheus/engine/labels';
import { Alert } from './alert';
import { sortedNames } from './fingerprint';

type Labels = Record<string, string>;

/** The labels of the group an alert falls into: those named that it has. */
export function groupLabelsOf(
  { labels }: Alert,
  groupBy: readonly string[],
): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([name]) => groupBy.includes(name)),
  );
}

/** The key of a group under the only route, in Alertmanager's form: `{}:{alertname="X", service="y"}`. */
export function groupKeyOf(groupLabels: Labels): string {
  return `{}:${formatLabels(groupLabels)}`;
}

/** The order of alerts in a notification: by `job`, then `instance`, then all labels. */
export function compareAlerts(a: Alert, b: Alert): number {
  for (const name of ['job', 'instance']) {
    const [left, right] = [a.labels[name], b.labels[name]];
    if (left !== right) {
      return left !== undefined && (right === undefined || left < right)
        ? -1
        : 1;
    }
  }
  return compareLabelSets(a.labels, b.labels);
}

/** Prometheus' order of label sets as `model.LabelSet.Before` has it: smaller sets first, then name by name. */
export function compareLabelSets(a: Labels, b: Labels): number {
  const difference = Object.keys(a).length - Object.keys(b).length;
  if (difference !== 0) {
    return difference;
  }
  for (const name of sortedNames({ ...a, ...b })) {
    if (a[name] !== b[name]) {
      return a[name] === undefined || a[name] < b[name] ? -1 : 1;
    }
  }
  return 0;
}
