import { ChartColors, MARKER_SIGNS } from './chartColors';
import { ChartMarker, ChartThreshold } from './chartTypes';

/** The plotting area in canvas pixels. */
export interface PlotArea {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What of a canvas is used to draw. */
export type MarkerCanvas = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
  | 'fillRect'
  | 'fillText'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
>;

interface Drawing {
  canvas: MarkerCanvas;
  area: PlotArea;
  colors: ChartColors;
  /** Canvas pixels per CSS pixel. */
  pixelRatio: number;
}

/** Draws what happened: a line with its sign on top, and a band while it lasted. */
export function drawMarkers(
  drawing: Drawing,
  markers: readonly ChartMarker[],
  toX: (ms: number) => number,
): void {
  const { canvas, area, colors, pixelRatio } = drawing;
  const right = area.left + area.width;
  for (const marker of markers) {
    const x = toX(Date.parse(marker.at));
    const end = marker.until ? toX(Date.parse(marker.until)) : x;
    if (Number.isNaN(x) || end < area.left || x > right) continue;
    canvas.save();
    canvas.fillStyle = colors.markers[marker.kind];
    canvas.strokeStyle = colors.markers[marker.kind];
    if (end > x) {
      const from = Math.max(x, area.left);
      canvas.globalAlpha = 0.15;
      canvas.fillRect(from, area.top, Math.min(end, right) - from, area.height);
      canvas.globalAlpha = 1;
    }
    if (x >= area.left) {
      line(drawing, [x, area.top], [x, area.top + area.height]);
      canvas.font = `${11 * pixelRatio}px sans-serif`;
      canvas.textAlign = 'center';
      canvas.textBaseline = 'bottom';
      canvas.fillText(MARKER_SIGNS[marker.kind], x, area.top);
    }
    canvas.restore();
  }
}

/** Draws the level that matters, with its name above it. */
export function drawThreshold(
  drawing: Drawing,
  threshold: ChartThreshold,
  toY: (value: number) => number,
): void {
  const { canvas, area, colors, pixelRatio } = drawing;
  const y = toY(threshold.value);
  if (Number.isNaN(y) || y < area.top || y > area.top + area.height) return;
  canvas.save();
  canvas.fillStyle = colors.threshold;
  canvas.strokeStyle = colors.threshold;
  line(drawing, [area.left, y], [area.left + area.width, y]);
  canvas.font = `${11 * pixelRatio}px sans-serif`;
  canvas.textAlign = 'right';
  canvas.textBaseline = 'bottom';
  canvas.fillText(threshold.label, area.left + area.width, y - 2 * pixelRatio);
  canvas.restore();
}

type Point = readonly [x: number, y: number];

function line({ canvas, pixelRatio }: Drawing, from: Point, to: Point) {
  canvas.lineWidth = pixelRatio;
  canvas.setLineDash([4 * pixelRatio, 3 * pixelRatio]);
  canvas.beginPath();
  canvas.moveTo(from[0], from[1]);
  canvas.lineTo(to[0], to[1]);
  canvas.stroke();
}
