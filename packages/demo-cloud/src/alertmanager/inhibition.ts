import { Alert } from './alert';
import { compileMatchers, Matcher } from './matcher';

/** While a source alert fires, target alerts with the same values of the `equal` labels notify nobody. */
export interface InhibitRule {
  source: Matcher[];
  target: Matcher[];
  equal: string[];
}

/**
 * The fingerprint of a firing alert that inhibits an alert, as a list of at most one: Alertmanager stops at the first it
 * finds. An alert that is source and target of a rule at once is not inhibited by its like.
 */
export function inhibitingAlerts(
  alert: Alert,
  firing: readonly Alert[],
  rules: readonly InhibitRule[],
): string[] {
  for (const { source, target, equal } of rules) {
    const isSource = compileMatchers(source);
    const isTarget = compileMatchers(target);
    if (!isTarget(alert.labels)) {
      continue;
    }
    const found = firing.find(
      other =>
        isSource(other.labels) &&
        !(isSource(alert.labels) && isTarget(other.labels)) &&
        equal.every(
          name => (other.labels[name] ?? '') === (alert.labels[name] ?? ''),
        ),
    );
    if (found) {
      return [found.fingerprint];
    }
  }
  return [];
}
