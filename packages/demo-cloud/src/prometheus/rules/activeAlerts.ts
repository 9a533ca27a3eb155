import { Labels, labelsKey, dropMetricName } from '../engine/labels';
import {
  DEFAULT_EVALUATION_INTERVAL_MS,
  evaluateInstant,
  evaluateRange,
  QueryContext,
  scrapeHistory,
} from '../engine/query';
import { parseDuration } from '../promql/duration';
import { DEMO_RULES } from './demoRules';
import { ActiveAlert, AlertingRule } from './rule';
import { expandTemplate } from './template';

/** What alerts are evaluated over: the present is an argument of its own. */
export interface AlertContext extends Omit<QueryContext, 'nowMs'> {
  /** Default: {@link DEMO_RULES}. */
  rules?: readonly AlertingRule[];
  /** Address under which people reach Prometheus, for the alerts' `generatorURL`. */
  externalUrl?: string;
}

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far back the beginning of an alert is searched: an older one is said to have begun at that (midnight) bound. */
const LOOK_BACK_MS = 7 * DAY_MS;

/**
 * The alerts of all rules as they stand at an instant, pending ones included. A pure function of the series and the
 * instant: since when an alert is active is found by evaluating the past, not remembered, so a restart changes nothing.
 * Rules are evaluated at the multiples of the evaluation interval. Throws when a rule is not valid PromQL.
 */
export function activeAlertsAt(
  context: AlertContext,
  tMs: number,
): ActiveAlert[] {
  return (context.rules ?? DEMO_RULES).flatMap(rule =>
    alertsOfRule(context, rule, tMs),
  );
}

/** The alerts of one rule as they stand at an instant. */
export function alertsOfRule(
  context: AlertContext,
  rule: AlertingRule,
  tMs: number,
): ActiveAlert[] {
  const intervalMs =
    context.evaluationIntervalMs ?? DEFAULT_EVALUATION_INTERVAL_MS;
  const evaluatedAt = Math.floor(tMs / intervalMs) * intervalMs;
  const query = { ...context, nowMs: tMs };
  const answer = evaluateInstant(query, rule.expr, evaluatedAt);
  if (answer.type !== 'vector') {
    throw new Error(
      `The expression of rule ${rule.alert} answers a ${answer.type}, not a vector`,
    );
  }
  const begun = beginnings(
    query,
    rule,
    answer.elements.map(({ labels }) => labels),
    evaluatedAt,
    intervalMs,
  );
  const forMs = durationOf(rule);
  return answer.elements.map(({ labels, point }) => {
    const activeAtMs = begun.get(labelsKey(labels))!;
    const firedAtMs = activeAtMs + Math.ceil(forMs / intervalMs) * intervalMs;
    const firing = firedAtMs <= evaluatedAt;
    return {
      ...describe(rule, labels, point.value),
      state: firing ? 'firing' : 'pending',
      activeAtMs,
      ...(firing ? { firedAtMs } : {}),
      value: point.value,
      generatorURL: generatorUrl(context, rule),
    };
  });
}

/** How long a rule's expression must hold, in ms. */
export function durationOf(rule: AlertingRule): number {
  const forMs = parseDuration(rule.for);
  if (forMs === undefined) {
    throw new Error(`Rule ${rule.alert}: "${rule.for}" is not a duration`);
  }
  return forMs;
}

/**
 * For each element present at `evaluatedAt` the first of the evaluations, without a gap up to there, at which it was
 * present. Looks back in pieces that double, so that a young alert costs little.
 */
function beginnings(
  query: QueryContext,
  rule: AlertingRule,
  elements: Labels[],
  evaluatedAt: number,
  intervalMs: number,
): Map<string, number> {
  const begun = new Map(elements.map(l => [labelsKey(l), evaluatedAt]));
  const open = new Set(begun.keys());
  const bound = Math.max(
    Math.floor((evaluatedAt - LOOK_BACK_MS) / DAY_MS) * DAY_MS,
    Math.ceil(scrapeHistory(query).oldestMs / intervalMs) * intervalMs,
  );
  let endMs = evaluatedAt - intervalMs;
  let pieceMs = HOUR_MS;
  while (open.size > 0 && endMs >= bound) {
    const startMs = Math.max(bound, endMs - pieceMs);
    const range = { startMs, endMs, stepMs: intervalMs };
    const points = new Map(
      evaluateRange(query, rule.expr, range).map(s => [
        labelsKey(s.labels),
        s.points,
      ]),
    );
    for (const key of open) {
      let earliest = begun.get(key)!;
      for (const { timeMs } of [...(points.get(key) ?? [])].reverse()) {
        if (timeMs !== earliest - intervalMs) {
          break;
        }
        earliest = timeMs;
      }
      begun.set(key, earliest);
      if (earliest !== startMs) {
        open.delete(key);
      }
    }
    endMs = startMs - intervalMs;
    pieceMs *= 2;
  }
  return begun;
}

function describe(
  rule: AlertingRule,
  element: Labels,
  value: number,
): Pick<ActiveAlert, 'labels' | 'annotations'> {
  const own = dropMetricName(element);
  const expand = (texts: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        name,
        expandTemplate(text, own, value),
      ]),
    );
  return {
    labels: { ...own, ...expand(rule.labels), alertname: rule.alert },
    annotations: expand(rule.annotations),
  };
}

function generatorUrl(context: AlertContext, rule: AlertingRule): string {
  const base = context.externalUrl ?? 'http://localhost:9090';
  return `${base}/graph?g0.expr=${encodeURIComponent(rule.expr).replace(
    /%20/g,
    '+',
  )}&g0.tab=1`;
}
