import type uPlot from 'uplot';
import { darkTheme, lightTheme } from '@backstage/theme';
import { contrastRatio, parseHex } from '../__testUtils__/contrast';
import { chartColors } from './chartColors';
import { chartData, chartOptions, yRange } from './chartOptions';
import { ChartContent } from './chartTypes';

const content: ChartContent = {
  times: [0, 60_000],
  series: [
    { label: 'p50', values: [80, 90] },
    { label: 'p95', values: [180, null] },
  ],
  markers: [],
  formatValue: value => `${value} ms`,
};

const setup = {
  current: () => content,
  colors: chartColors(lightTheme),
  fontFamily: 'sans-serif',
  locale: 'en-GB',
  width: 600,
  height: 220,
  onHover: () => {},
};

describe('chartOptions', () => {
  it('tells lines apart by colour and by dash', () => {
    const [, first, second] = chartOptions(setup).series;
    expect(first.stroke).not.toBe(second.stroke);
    expect(first.dash).not.toEqual(second.dash);
  });

  it('draws points only where a line alone would hide them', () => {
    const few = { ...content, series: [{ label: '', values: [1, null, 2] }] };
    const many = {
      ...content,
      series: [{ label: '', values: Array.from({ length: 31 }, () => 1) }],
    };
    let current = few;
    const options = chartOptions({ ...setup, current: () => current });
    const show = () => {
      const points = options.series[1].points?.show;
      return typeof points === 'function' && points({} as uPlot, 1, 0, 0);
    };
    expect(show()).toBe(true);
    current = many;
    expect(show()).toBe(false);
  });

  it('hands the data over with their gaps', () => {
    expect(chartData(content)).toEqual([
      [0, 60_000],
      [80, 90],
      [180, null],
    ]);
  });
});

describe('yRange', () => {
  it.each<[string, number | undefined, number | null, number | null, number[]]>(
    [
      ['leaves a tenth of room', undefined, 100, 200, [90, 210]],
      ['keeps the threshold in sight', 300, 100, 200, [80, 320]],
      ['does not go below zero for nothing', undefined, 1, 100, [0, 109.9]],
      ['shows negative budgets', undefined, -0.5, 0.5, [-0.6, 0.6]],
      ['opens up a flat line', undefined, 50, 50, [45, 55]],
      ['stands without data', undefined, null, null, [0, 1]],
    ],
  )('%s', (_case, threshold, low, high, range) => {
    const given =
      threshold === undefined
        ? {}
        : { threshold: { value: threshold, label: '' } };
    expect(yRange(given, low, high)).toEqual(range);
  });
});

it.each([
  ['light', lightTheme],
  ['dark', darkTheme],
])('lines and markers stand out in the %s theme', (_name, theme) => {
  const colors = chartColors(theme);
  const card = parseHex(theme.palette.background.paper);
  for (const color of [...colors.lines, colors.threshold]) {
    expect(contrastRatio(parseHex(color), card)).toBeGreaterThanOrEqual(3);
  }
});
