import { VectorMatching } from '../promql/ast';
import { executionError } from '../promql/errors';
import { Combine } from './arithmetic';
import {
  dropMetricName,
  formatLabels,
  Labels,
  labelsKey,
  METRIC_NAME,
  selectLabels,
} from './labels';
import { InstantSeries, mapSeries, mergeSeries } from './values';

/** Without `on` or `ignoring`, elements match when all their labels but the name are equal. */
export const DEFAULT_MATCHING: VectorMatching = {
  on: false,
  labels: [],
  many: 'none',
  include: [],
};

/** The part of an element's labels that two matching elements have in common. */
export function matchLabels(
  matching: VectorMatching,
): (labels: Labels) => Labels {
  const names = new Set(matching.labels);
  return labels =>
    selectLabels(labels, names, matching.on ? 'only' : 'without');
}

/**
 * Combines two instant vectors element by element, as `VectorBinop` of Prometheus does: every element of the "many"
 * side with the one element of the other side that it matches. Throws where the match is ambiguous.
 */
export function combineVectors(
  combine: Combine,
  keepsName: boolean,
  matching: VectorMatching,
  left: InstantSeries[],
  right: InstantSeries[],
): InstantSeries[] {
  const swapped = matching.many === 'right';
  const many = swapped ? right : left;
  const ones = groupBySignature(matching, swapped ? left : right);
  const results: Array<{ series: InstantSeries; signature: string }> = [];
  const signatureOf = matchLabels(matching);
  for (const matches of ones.values()) {
    refuseDuplicates(matches, many, signatureOf, swapped ? 'left' : 'right');
  }
  for (const element of many) {
    const signature = labelsKey(signatureOf(element.labels));
    for (const one of ones.get(signature) ?? []) {
      const labels = resultLabels(
        keepsName,
        matching,
        element.labels,
        one.labels,
      );
      const series = mapSeries(element, labels, (value, i) => {
        if (!one.present[i]) {
          return undefined;
        }
        return swapped
          ? combine(one.values[i], value)
          : combine(value, one.values[i]);
      });
      results.push({ series, signature });
    }
  }
  refuseAmbiguous(matching, results);
  return mergeSeries(results.map(({ series }) => series));
}

function groupBySignature(
  matching: VectorMatching,
  vector: InstantSeries[],
): Map<string, InstantSeries[]> {
  const signatureOf = matchLabels(matching);
  const groups = new Map<string, InstantSeries[]>();
  for (const element of vector) {
    const key = labelsKey(signatureOf(element.labels));
    const group = groups.get(key);
    if (group) {
      group.push(element);
    } else {
      groups.set(key, [element]);
    }
  }
  return groups;
}

/** Two elements of the "one" side may share a signature only at different instants, or where the other side is empty. */
function refuseDuplicates(
  matches: InstantSeries[],
  many: InstantSeries[],
  signatureOf: (labels: Labels) => Labels,
  side: 'left' | 'right',
) {
  const clash = firstClash(matches, i =>
    many.some(({ present }) => present[i]),
  );
  if (clash) {
    const [known, other] = clash;
    throw executionError(
      `found duplicate series for the match group ${formatLabels(
        signatureOf(other.labels),
      )} on the ${side} hand-side of the operation: [${formatLabels(
        other.labels,
      )}, ${formatLabels(
        known.labels,
      )}];many-to-many matching not allowed: matching labels must be unique on one side`,
    );
  }
}

function refuseAmbiguous(
  matching: VectorMatching,
  results: Array<{ series: InstantSeries; signature: string }>,
) {
  const groups = new Map<string, InstantSeries[]>();
  for (const { series, signature } of results) {
    const key =
      matching.many === 'none'
        ? signature
        : `${signature} ${labelsKey(series.labels)}`;
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  for (const group of groups.values()) {
    if (firstClash(group)) {
      throw executionError(
        matching.many === 'none'
          ? 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)'
          : 'multiple matches for labels: grouping labels must ensure unique matches',
      );
    }
  }
}

/** Two elements that are present at one instant, of those instants that count. */
function firstClash(
  group: InstantSeries[],
  counts: (step: number) => boolean = () => true,
): [InstantSeries, InstantSeries] | undefined {
  if (group.length < 2) {
    return undefined;
  }
  const owners = new Array<InstantSeries | undefined>(group[0].values.length);
  for (const series of group) {
    for (let i = 0; i < owners.length; i++) {
      const owner = owners[i];
      if (series.present[i] && owner && counts(i)) {
        return [owner, series];
      }
      owners[i] = series.present[i] ? series : owner;
    }
  }
  return undefined;
}

function resultLabels(
  keepsName: boolean,
  matching: VectorMatching,
  many: Labels,
  one: Labels,
): Labels {
  let labels = keepsName ? { ...many } : dropMetricName(many);
  if (matching.many === 'none') {
    const names = new Set(matching.labels);
    const name = labels[METRIC_NAME];
    labels = selectLabels(labels, names, matching.on ? 'only' : 'without');
    if (!matching.on && name !== undefined) {
      labels[METRIC_NAME] = name;
    }
  }
  for (const name of matching.include) {
    if (one[name]) {
      labels[name] = one[name];
    } else {
      delete labels[name];
    }
  }
  return labels;
}
