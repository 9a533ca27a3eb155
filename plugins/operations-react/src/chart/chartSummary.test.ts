import {
  chartSummary,
  chartTime,
  markerText,
  tableIndices,
  visibleMarkers,
} from './chartSummary';
import { ChartMarker } from './chartTypes';
import { englishOf } from '../testing/translations';
import { operationsReactTranslationRef } from '../translation/operationsReactTranslationRef';

const t = englishOf(operationsReactTranslationRef);

const base = {
  times: [
    Date.parse('2026-11-20T10:00:00Z'),
    Date.parse('2026-11-20T11:00:00Z'),
  ],
  series: [],
  markers: [],
  formatValue: (value: number) => `${value} ms`,
};

it('says each line in a sentence', () => {
  expect(
    chartSummary(
      {
        ...base,
        series: [
          { label: 'p95', values: [180, null, 240, 200] },
          { label: 'p50', values: [null] },
        ],
      },
      t,
    ),
  ).toEqual([
    'p95: last 200 ms, lowest 180 ms, highest 240 ms',
    'p50: no data',
  ]);
});

describe('tableIndices', () => {
  it.each([
    [0, 0],
    [1, 1],
    [48, 48],
    [49, 25],
    [10_000, 48],
  ])('of %d instants shows %d, the last among them', (length, shown) => {
    const indices = tableIndices(length);
    expect(indices).toHaveLength(shown);
    expect(indices.at(-1)).toBe(length === 0 ? undefined : length - 1);
  });
});

describe('markers', () => {
  const marker = (at: string, until?: string): ChartMarker => ({
    kind: 'window',
    at,
    until,
    label: 'MW-7',
  });

  it('are told in words', () => {
    expect(
      markerText(
        marker('2026-11-20T10:09:00Z', '2026-11-20T12:00:00Z'),
        t,
        'Europe/Berlin',
      ),
    ).toBe('Fri 20 Nov, 11:09 to Fri 20 Nov, 13:00: maintenance window MW-7');
    expect(markerText(marker('2026-11-20T10:09:00Z'), t, 'UTC')).toBe(
      'Fri 20 Nov, 10:09: maintenance window MW-7',
    );
    expect(chartTime(0, t, 'UTC')).toBe('Thu 1 Jan, 00:00');
  });

  it('count while they touch the time of the chart', () => {
    const inside = marker('2026-11-20T10:30:00Z');
    const reachingIn = marker('2026-11-19T00:00:00Z', '2026-11-20T10:00:00Z');
    const before = marker('2026-11-20T09:59:00Z');
    const after = marker('2026-11-20T11:01:00Z');
    const markers = [inside, reachingIn, before, after];
    expect(visibleMarkers({ ...base, markers })).toEqual([inside, reachingIn]);
    expect(visibleMarkers({ ...base, times: [], markers })).toEqual([]);
  });
});
