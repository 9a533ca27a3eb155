import { labelsKey, selectLabels } from './labels';
import { quantile } from './quantile';
import { emptySeries, InstantSeries, mapSeries } from './values';

/** How an aggregation groups: `by` the labels, or `without` them. */
export interface Grouping {
  labels: string[];
  without: boolean;
}

interface Group {
  /** What the aggregation answers for the group. */
  result: InstantSeries;
  members: InstantSeries[];
}

type Fold = (
  /** The value so far, undefined before the first member. */
  sofar: number | undefined,
  value: number,
) => number;

/** `avg` is the sum, divided at the end. */
const FOLDS: Readonly<Record<string, Fold>> = {
  sum: (sofar = 0, value) => sofar + value,
  avg: (sofar = 0, value) => sofar + value,
  count: (sofar = 0) => sofar + 1,
  group: () => 1,
  min: (sofar, value) =>
    sofar === undefined || value < sofar || Number.isNaN(sofar) ? value : sofar,
  max: (sofar, value) =>
    sofar === undefined || value > sofar || Number.isNaN(sofar) ? value : sofar,
};

/**
 * Aggregates an instant vector at every instant. `parameter` holds the scalar of `topk`, `bottomk` and `quantile`.
 */
export function aggregate(
  op: string,
  vector: InstantSeries[],
  grouping: Grouping,
  parameter: Float64Array | undefined,
  count: number,
): InstantSeries[] {
  const groups = groupSeries(vector, grouping, count);
  if (op === 'topk' || op === 'bottomk') {
    return groups.flatMap(({ members }) =>
      pickExtremes(members, parameter!, op === 'topk'),
    );
  }
  for (const { members, result } of groups) {
    if (op === 'quantile') {
      foldQuantile(members, parameter!, result);
    } else {
      const counts = fold(FOLDS[op], members, result);
      if (op === 'avg') {
        counts.forEach((n, i) => {
          result.values[i] /= n;
        });
      }
    }
  }
  return groups.map(({ result }) => result);
}

function groupSeries(
  vector: InstantSeries[],
  { labels, without }: Grouping,
  count: number,
): Group[] {
  const names = new Set(labels);
  const groups = new Map<string, Group>();
  for (const member of vector) {
    const kept = selectLabels(
      member.labels,
      names,
      without ? 'without' : 'only',
    );
    const key = labelsKey(kept);
    let group = groups.get(key);
    if (!group) {
      group = { result: emptySeries(kept, count), members: [] };
      groups.set(key, group);
    }
    group.members.push(member);
  }
  return [...groups.values()];
}

/** Folds the members into the result; answers how many there were at each instant. */
function fold(
  step: Fold,
  members: InstantSeries[],
  result: InstantSeries,
): Uint32Array {
  const counts = new Uint32Array(result.values.length);
  for (const { values, present } of members) {
    for (let i = 0; i < values.length; i++) {
      if (present[i]) {
        counts[i]++;
        result.values[i] = step(
          result.present[i] ? result.values[i] : undefined,
          values[i],
        );
        result.present[i] = 1;
      }
    }
  }
  return counts;
}

function foldQuantile(
  members: InstantSeries[],
  q: Float64Array,
  result: InstantSeries,
) {
  for (let i = 0; i < result.values.length; i++) {
    const values = members.filter(m => m.present[i]).map(m => m.values[i]);
    if (values.length > 0) {
      result.values[i] = quantile(q[i], Float64Array.from(values));
      result.present[i] = 1;
    }
  }
}

/** The k members with the greatest (or least) value at each instant, with their own labels; NaN comes last. */
function pickExtremes(
  members: InstantSeries[],
  k: Float64Array,
  greatest: boolean,
): InstantSeries[] {
  const picked = members.map(m => mapSeries(m, m.labels, () => undefined));
  for (let i = 0; i < k.length; i++) {
    members
      .map(({ values, present }, member) => ({
        member,
        value: values[i],
        present: present[i],
      }))
      .filter(candidate => candidate.present)
      .sort((a, b) => {
        if (Number.isNaN(a.value) || Number.isNaN(b.value)) {
          return Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value));
        }
        return greatest ? b.value - a.value : a.value - b.value;
      })
      .slice(0, Math.max(0, Math.floor(k[i])))
      .forEach(({ member, value }) => {
        picked[member].values[i] = value;
        picked[member].present[i] = 1;
      });
  }
  return picked;
}
