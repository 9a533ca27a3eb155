import { DateTime } from 'luxon';
import { KitTranslator } from '../translation/operationsReactTranslationRef';
import { ChartContent, ChartMarker } from './chartTypes';

/** Rows of the table that stands in for a chart; more would hide the shape again. */
const TABLE_ROWS = 48;

/** The chart in one sentence per series: range and last value. */
export function chartSummary(
  content: ChartContent,
  t: KitTranslator,
): string[] {
  return content.series.map(({ label, values }) => {
    const known = values.filter(value => value !== null);
    const last = known.at(-1);
    if (last === undefined) return t('chart.seriesEmpty', { series: label });
    const [low, high] = [Math.min(...known), Math.max(...known)];
    const say = content.formatValue;
    return t('chart.series', {
      series: label,
      last: say(last),
      low: say(low),
      high: say(high),
    });
  });
}

/** Which instants the table shows: all, or every n-th with the last. */
export function tableIndices(length: number): number[] {
  const step = Math.ceil(length / TABLE_ROWS);
  const indices: number[] = [];
  for (let index = length - 1; index >= 0; index -= step) indices.push(index);
  return indices.reverse();
}

/** An instant of the chart in `zone`: "Fri 20 Nov, 10:12". */
export function chartTime(
  ms: number,
  t: KitTranslator,
  zone: string = 'local',
): string {
  return DateTime.fromMillis(ms, { zone })
    .setLocale(t('locale'))
    .toFormat('ccc d LLL, HH:mm');
}

/** A marker in words: "Fri 20 Nov, 10:09 deployment 1.43.0". */
export function markerText(
  marker: ChartMarker,
  t: KitTranslator,
  zone: string = 'local',
): string {
  const from = chartTime(Date.parse(marker.at), t, zone);
  const until = marker.until && chartTime(Date.parse(marker.until), t, zone);
  const words = {
    from,
    kind: t(`chart.kind.${marker.kind}`),
    label: marker.label,
  };
  return until
    ? t('chart.markerSpan', { ...words, until })
    : t('chart.marker', words);
}

/** The markers that lie within the chart's time. */
export function visibleMarkers({ times, markers }: ChartContent) {
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined) return [];
  return markers.filter(({ at, until }) => {
    const end = Date.parse(until ?? at);
    return Date.parse(at) <= last && end >= first;
  });
}
