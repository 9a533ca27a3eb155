import { Series } from '../../world/seriesSource';
import { compareLabels, Labels } from '../engine/labels';
import { QueryContext, scrapeHistory } from '../engine/query';
import { SampleReader } from '../engine/samples';
import { parseSelector } from '../promql/parse';

/** How far apart the instants are at which a range is searched for a series: one that lived for longer is found. */
const STRIDE_MS = 5 * 60_000;

/** The label sets of all series that one of the selectors matches and that had samples within the range. */
export function seriesIn(
  context: QueryContext,
  selectors: string[],
  fromMs: number,
  toMs: number,
): Labels[] {
  const history = scrapeHistory(context);
  const from = Math.max(fromMs, history.oldestMs);
  const to = Math.min(toMs, history.newestMs);
  const reader = new SampleReader(history);
  const pieceMs = 2 * history.intervalMs;
  const found = new Set<Series>();
  for (const selector of selectors) {
    for (const series of context.series.select(
      parseSelector(selector).matchers,
    )) {
      for (let end = to; end >= from; end -= STRIDE_MS) {
        if (reader.newestIn(series, end - pieceMs, end)) {
          found.add(series);
          break;
        }
      }
    }
  }
  return distinct([...found].map(({ labels }) => labels));
}

/** The names of all labels of the series, sorted. */
export function labelNamesOf(series: Labels[]): string[] {
  return [...new Set(series.flatMap(labels => Object.keys(labels)))].sort();
}

/** The values a label has among the series, sorted. */
export function labelValuesOf(series: Labels[], name: string): string[] {
  return [
    ...new Set(series.map(labels => labels[name] ?? '').filter(Boolean)),
  ].sort();
}

function distinct(sets: Labels[]): Labels[] {
  return sets
    .sort(compareLabels)
    .filter((labels, i) => i === 0 || compareLabels(sets[i - 1], labels) !== 0);
}
