import { stringify } from 'yaml';
import { AlertingRule } from '../rules/rule';

/** Rules as the rule file of a real Prometheus. */
export function ruleFile(
  rules: readonly AlertingRule[],
  interval = '30s',
): string {
  return stringify({ groups: [{ name: 'opsdeck-demo', interval, rules }] });
}
