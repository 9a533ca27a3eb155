import { incrementQuery, parseCounterQuery } from './counter';
import { MetricSelector, renderSelector } from './selector';
import { QuerySide } from './sliQueries';
import { escapeRegex } from './strings';
import { parseExpression } from './validate';

/** A query that an SLO needs answered for every slice. */
export interface QueryRequest {
  sloId: string;
  side: QuerySide;
  query: string;
  /** Whether the increment over the slice is wanted; else the value at its end. */
  counter: boolean;
}

/** Who reads which series of a batch's answer. */
export interface QueryBatchMember {
  sloId: string;
  side: QuerySide;
  /** Labels of the series that is this member's; all of them, and no others. */
  labels: Record<string, string>;
  /** No series means zero, not missing (`or vector(0)`). */
  absentAsZero: boolean;
}

/** One query that serves many SLOs; evaluate it at the end of each slice. */
export interface QueryBatch {
  query: string;
  /** Seconds between two evaluations: the slice length. */
  step: number;
  members: QueryBatchMember[];
}

/** A request that cannot be turned into a query, with the reason. */
export interface RefusedQuery {
  sloId: string;
  side: QuerySide;
  message: string;
}

export interface QueryPlan {
  batches: QueryBatch[];
  refused: RefusedQuery[];
}

/** Values that one query asks for at most: keeps queries short and answers small. */
export const MAX_VALUES_PER_BATCH = 200;

interface Counted {
  request: QueryRequest;
  selector: MetricSelector;
  absentAsZero: boolean;
}

/** Selectors that are alike but for the value of one equality matcher. */
interface Template {
  rest: MetricSelector;
  label: string;
  /** Requests by their value of the label. */
  byValue: Map<string, Counted[]>;
}

/**
 * Plans as few queries as possible: selectors that differ only in the value of
 * one equality matcher (`service="a"`, `service="b"`) become one query,
 * `sum by (service) (increase(metric{…,service=~"a|b"}[5m]))`; equal ones share
 * theirs. The plan does not depend on the order of the requests.
 */
export function planQueryBatches(
  requests: readonly QueryRequest[],
  sliceSeconds: number,
): QueryPlan {
  const sorted = [...requests].sort((a, b) =>
    compare(identity(a), identity(b)),
  );
  const plan: QueryPlan = { batches: [], refused: [] };
  const counted: Counted[] = [];
  const sampled = new Map<string, QueryRequest[]>();
  for (const request of sorted) {
    const { sloId, side, query } = request;
    try {
      if (request.counter) {
        counted.push({ request, ...parseCounterQuery(query) });
      } else {
        parseExpression(query);
        push(sampled, query, request);
      }
    } catch (error) {
      plan.refused.push({ sloId, side, message: (error as Error).message });
    }
  }

  const left = new Set(counted);
  for (const template of templatesOf(counted)) {
    plan.batches.push(...templateBatches(template, left, sliceSeconds));
  }
  plan.batches.push(...singleBatches(left, sliceSeconds));
  for (const [query, group] of sampled) {
    plan.batches.push({
      query,
      step: sliceSeconds,
      members: group.map(request => member(request, {}, false)),
    });
  }
  return plan;
}

/** All ways to see selectors as one template, those that serve most values first. */
function templatesOf(counted: readonly Counted[]): Template[] {
  const templates = new Map<string, Template>();
  for (const item of counted) {
    const { selector } = item;
    for (const matcher of selector.matchers) {
      const { label, op, value } = matcher;
      const sameLabel = selector.matchers.filter(m => m.label === label);
      // A label that is matched twice, or matched empty, is no key of a series.
      if (op !== '=' || value === '' || sameLabel.length > 1) continue;
      const rest = {
        ...selector,
        matchers: selector.matchers.filter(other => other !== matcher),
      };
      const key = JSON.stringify([renderSelector(rest), label]);
      const template = templates.get(key) ?? {
        rest,
        label,
        byValue: new Map(),
      };
      templates.set(key, template);
      push(template.byValue, value, item);
    }
  }
  return [...templates.entries()]
    .sort(
      ([keyA, a], [keyB, b]) =>
        b.byValue.size - a.byValue.size || compare(keyA, keyB),
    )
    .map(([, template]) => template);
}

/** The queries of a template for those requests that no larger one serves; takes them out of `left`. */
function templateBatches(
  { rest, label, byValue }: Template,
  left: Set<Counted>,
  sliceSeconds: number,
): QueryBatch[] {
  const open = [...byValue.entries()]
    .map(([value, items]) => ({ value, items: items.filter(i => left.has(i)) }))
    .filter(({ items }) => items.length > 0)
    .sort((a, b) => compare(a.value, b.value));
  if (open.length < 2) return [];
  const batches: QueryBatch[] = [];
  for (let i = 0; i < open.length; i += MAX_VALUES_PER_BATCH) {
    const part = open.slice(i, i + MAX_VALUES_PER_BATCH);
    const values = part.map(({ value }) => escapeRegex(value)).join('|');
    const selector: MetricSelector = {
      ...rest,
      matchers: [...rest.matchers, { label, op: '=~', value: values }],
    };
    batches.push({
      query: incrementQuery(selector, sliceSeconds, [label]),
      step: sliceSeconds,
      members: part.flatMap(({ value, items }) =>
        items.map(item =>
          member(item.request, { [label]: value }, item.absentAsZero),
        ),
      ),
    });
    for (const { items } of part) items.forEach(item => left.delete(item));
  }
  return batches;
}

/** Requests that stand alone; equal selectors still share one query. */
function singleBatches(
  left: ReadonlySet<Counted>,
  sliceSeconds: number,
): QueryBatch[] {
  const groups = new Map<string, Counted[]>();
  for (const item of left) {
    push(groups, incrementQuery(item.selector, sliceSeconds), item);
  }
  return [...groups].map(([query, items]) => ({
    query,
    step: sliceSeconds,
    members: items.map(item => member(item.request, {}, item.absentAsZero)),
  }));
}

function member(
  { sloId, side }: QueryRequest,
  labels: Record<string, string>,
  absentAsZero: boolean,
): QueryBatchMember {
  return { sloId, side, labels, absentAsZero };
}

function identity({ sloId, side, query }: QueryRequest): string {
  return JSON.stringify([sloId, side, query]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
