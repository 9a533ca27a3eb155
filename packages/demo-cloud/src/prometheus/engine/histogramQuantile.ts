import { labelsKey, selectLabels } from './labels';
import { emptySeries, InstantSeries } from './values';

interface Bucket {
  upperBound: number;
  count: number;
}

/**
 * The φ-quantile of every classic histogram in a vector of `_bucket` elements, as `histogram_quantile` of Prometheus
 * 2.42. Elements without a number in `le` are ignored.
 */
export function histogramQuantile(
  q: Float64Array,
  vector: InstantSeries[],
): InstantSeries[] {
  const leOnly = new Set(['le']);
  const histograms = new Map<
    string,
    {
      result: InstantSeries;
      members: Array<{ upperBound: number; series: InstantSeries }>;
    }
  >();
  for (const series of vector) {
    const upperBound = parseBound(series.labels.le);
    if (upperBound === undefined) {
      continue;
    }
    const labels = selectLabels(series.labels, leOnly, 'without');
    const key = labelsKey(labels);
    const histogram = histograms.get(key) ?? {
      result: emptySeries(labels, q.length),
      members: [],
    };
    histogram.members.push({ upperBound, series });
    histograms.set(key, histogram);
  }
  for (const { result, members } of histograms.values()) {
    members.sort((a, b) => a.upperBound - b.upperBound);
    for (let i = 0; i < q.length; i++) {
      const buckets = members
        .filter(({ series }) => series.present[i])
        .map(({ upperBound, series }) => ({
          upperBound,
          count: series.values[i],
        }));
      if (buckets.length > 0) {
        result.values[i] = bucketQuantile(q[i], buckets);
        result.present[i] = 1;
      }
    }
  }
  return [...histograms.values()].map(({ result }) => result);
}

/**
 * The φ-quantile of one histogram with cumulative counts, sorted by bound: linear within a bucket, the lower bound of
 * the first being 0; a quantile in the `+Inf` bucket is the greatest finite bound; NaN without observations.
 */
export function bucketQuantile(q: number, sorted: Bucket[]): number {
  if (Number.isNaN(q)) {
    return NaN;
  }
  if (q < 0 || q > 1) {
    return q < 0 ? -Infinity : Infinity;
  }
  const buckets = makeMonotonic(coalesce(sorted));
  const last = buckets.length - 1;
  if (buckets[last].upperBound !== Infinity || buckets.length < 2) {
    return NaN;
  }
  const observations = buckets[last].count;
  if (observations === 0 || Number.isNaN(observations)) {
    return NaN;
  }
  const rank = q * observations;
  const found = buckets.slice(0, last).findIndex(b => b.count >= rank);
  if (found === -1) {
    return buckets[last - 1].upperBound;
  }
  const { upperBound, count } = buckets[found];
  if (found === 0) {
    return upperBound <= 0 ? upperBound : upperBound * (rank / count);
  }
  const below = buckets[found - 1];
  return (
    below.upperBound +
    (upperBound - below.upperBound) *
      ((rank - below.count) / (count - below.count))
  );
}

function parseBound(le: string | undefined): number | undefined {
  if (le === undefined || le.trim() === '') {
    return undefined;
  }
  if (/^\+?Inf$/i.test(le)) {
    return Infinity;
  }
  const bound = Number(le);
  return Number.isNaN(bound) ? undefined : bound;
}

/** Adds up buckets whose bounds are the same number written differently (`1` and `1.0`). */
function coalesce(sorted: Bucket[]): Bucket[] {
  const buckets: Bucket[] = [];
  for (const bucket of sorted) {
    const last = buckets[buckets.length - 1];
    if (last?.upperBound === bucket.upperBound) {
      last.count += bucket.count;
    } else {
      buckets.push({ ...bucket });
    }
  }
  return buckets;
}

/** Raises counts that are below that of a lower bucket: an artefact of scraping buckets at different instants. */
function makeMonotonic(buckets: Bucket[]): Bucket[] {
  let greatest = -Infinity;
  return buckets.map(({ upperBound, count }) => {
    greatest = Math.max(greatest, count);
    return { upperBound, count: greatest };
  });
}
