import { VectorMatching } from '../promql/ast';
import { labelsKey } from './labels';
import { InstantSeries, mapSeries, mergeSeries } from './values';
import { matchLabels } from './vectorMatching';

/** The set operators `and`, `unless` and `or` on two instant vectors, instant by instant. */
export function combineSets(
  op: string,
  matching: VectorMatching,
  left: InstantSeries[],
  right: InstantSeries[],
): InstantSeries[] {
  const signatureOf = matchLabels(matching);
  const key = (series: InstantSeries) => labelsKey(signatureOf(series.labels));
  if (op === 'or') {
    const inLeft = presenceByKey(left, key);
    return mergeSeries([
      ...left,
      ...right.map(series => keepWhere(series, inLeft.get(key(series)), false)),
    ]);
  }
  const inRight = presenceByKey(right, key);
  return left.map(series =>
    keepWhere(series, inRight.get(key(series)), op === 'and'),
  );
}

/** For every signature, the instants at which some element has it. */
function presenceByKey(
  vector: InstantSeries[],
  key: (series: InstantSeries) => string,
): Map<string, Uint8Array> {
  const presence = new Map<string, Uint8Array>();
  for (const series of vector) {
    const known = presence.get(key(series));
    if (!known) {
      presence.set(key(series), series.present.slice());
      continue;
    }
    series.present.forEach((present, i) => {
      known[i] = known[i] || present;
    });
  }
  return presence;
}

function keepWhere(
  series: InstantSeries,
  presence: Uint8Array | undefined,
  wanted: boolean,
): InstantSeries {
  return mapSeries(series, series.labels, (value, i) =>
    Boolean(presence?.[i]) === wanted ? value : undefined,
  );
}
