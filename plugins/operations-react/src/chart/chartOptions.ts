import type uPlot from 'uplot';
import { ChartColors, LINE_DASHES } from './chartColors';
import { ChartContent } from './chartTypes';
import { drawMarkers, drawThreshold } from './drawMarkers';
import { timeTicks } from './timeTicks';

export interface ChartSetup {
  /** What is to be drawn now: new figures need no new chart. */
  current: () => ChartContent;
  colors: ChartColors;
  fontFamily: string;
  /** BCP 47 tag of the dates on the time axis. */
  locale: string;
  width: number;
  height: number;
  /** Index of the instant below the pointer; null when it left. */
  onHover: (index: number | null) => void;
}

/** Room above the plot for the signs of the markers. */
const MARKER_ROOM = 18;

/** How uPlot has to draw it. Its own legend is off: ours is text of the page. */
export function chartOptions(setup: ChartSetup): uPlot.Options {
  const { current, colors, width, height } = setup;
  const axis: uPlot.Axis = {
    stroke: colors.text,
    font: `12px ${setup.fontFamily}`,
    grid: { stroke: colors.grid, width: 1 },
    ticks: { stroke: colors.grid, width: 1 },
  };
  return {
    width,
    height,
    ms: 1,
    padding: [MARKER_ROOM, null, null, null],
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: {
      y: { range: (_chart, low, high) => yRange(current(), low, high) },
    },
    axes: [
      {
        ...axis,
        values: (_chart, ticks, _axis, _space, step) =>
          timeTicks(ticks, step, setup.locale),
      },
      {
        ...axis,
        size: 64,
        values: (_chart, ticks) =>
          ticks.map(tick => current().formatValue(tick)),
      },
    ],
    series: [
      {},
      ...current().series.map((series, index) => ({
        label: series.label,
        stroke: colors.lines[index % colors.lines.length],
        width: 2,
        dash: [...LINE_DASHES[index % LINE_DASHES.length]],
        points: {
          show: (_chart: uPlot, line: number) =>
            hasFewPoints(current().series[line - 1]?.values ?? []),
        },
      })),
    ],
    hooks: {
      draw: [chart => drawAnnotations(chart, setup)],
      setCursor: [chart => setup.onHover(chart.cursor.idx ?? null)],
    },
  };
}

/** The data as uPlot takes them. */
export function chartData({ times, series }: ChartContent): uPlot.AlignedData {
  return [[...times], ...series.map(({ values }) => [...values])];
}

/** A tenth of room above and below, with the threshold always in sight. */
export function yRange(
  { threshold }: Pick<ChartContent, 'threshold'>,
  dataLow: number | null,
  dataHigh: number | null,
): [number, number] {
  const levels = [dataLow, dataHigh, threshold?.value].filter(
    level => level !== null && level !== undefined,
  );
  if (levels.length === 0) return [0, 1];
  const low = Math.min(...levels);
  const high = Math.max(...levels);
  const room = (high - low || Math.abs(high) || 1) * 0.1;
  // Figures that cannot be negative keep their zero line.
  const bottom = low >= 0 ? Math.max(0, low - room) : low - room;
  return [bottom, high + room];
}

/** Points are drawn where lines alone would hide them. */
function hasFewPoints(values: readonly (number | null)[]): boolean {
  return values.filter(value => value !== null).length <= 30;
}

function drawAnnotations(chart: uPlot, { current, colors }: ChartSetup) {
  const { markers, threshold } = current();
  const drawing = {
    canvas: chart.ctx,
    area: chart.bbox,
    colors,
    pixelRatio: window.devicePixelRatio || 1,
  };
  drawMarkers(drawing, markers, ms => chart.valToPos(ms, 'x', true));
  if (threshold) {
    drawThreshold(drawing, threshold, value =>
      chart.valToPos(value, 'y', true),
    );
  }
}
