import { lightTheme } from '@backstage/theme';
import { chartColors } from './chartColors';
import { MarkerCanvas, drawMarkers, drawThreshold } from './drawMarkers';

const area = { left: 50, top: 20, width: 100, height: 80 };
const start = Date.parse('2026-11-20T10:00:00Z');
/** One pixel per minute. */
const toX = (ms: number) => area.left + (ms - start) / 60_000;

function recorder() {
  const canvas = {
    save: jest.fn(),
    restore: jest.fn(),
    beginPath: jest.fn(),
    moveTo: jest.fn(),
    lineTo: jest.fn(),
    stroke: jest.fn(),
    fillRect: jest.fn(),
    fillText: jest.fn(),
    setLineDash: jest.fn(),
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 0,
    globalAlpha: 1,
    font: '',
    textAlign: 'left',
    textBaseline: 'top',
  } satisfies MarkerCanvas;
  return {
    canvas,
    drawing: { canvas, area, colors: chartColors(lightTheme), pixelRatio: 1 },
  };
}

describe('drawMarkers', () => {
  it('draws a line with its sign', () => {
    const { canvas, drawing } = recorder();
    drawMarkers(
      drawing,
      [{ kind: 'deployment', at: '2026-11-20T10:09:00Z', label: '1.43.0' }],
      toX,
    );
    expect(canvas.moveTo).toHaveBeenCalledWith(59, 20);
    expect(canvas.lineTo).toHaveBeenCalledWith(59, 100);
    expect(canvas.fillText).toHaveBeenCalledWith('▼', 59, 20);
    expect(canvas.fillRect).not.toHaveBeenCalled();
  });

  it('draws a band, cut where the chart ends', () => {
    const { canvas, drawing } = recorder();
    drawMarkers(
      drawing,
      [
        {
          kind: 'window',
          at: '2026-11-20T09:00:00Z',
          until: '2026-11-20T10:30:00Z',
          label: 'maintenance',
        },
      ],
      toX,
    );
    expect(canvas.fillRect).toHaveBeenCalledWith(50, 20, 30, 80);
    expect(canvas.stroke).not.toHaveBeenCalled();
  });

  it.each([
    ['before the chart', '2026-11-20T09:00:00Z'],
    ['after the chart', '2026-11-20T12:00:00Z'],
    ['at an unreadable time', 'soon'],
  ])('leaves out what lies %s', (_case, at) => {
    const { canvas, drawing } = recorder();
    drawMarkers(drawing, [{ kind: 'incident', at, label: 'x' }], toX);
    expect(canvas.save).not.toHaveBeenCalled();
  });
});

describe('drawThreshold', () => {
  it('draws across and names it', () => {
    const { canvas, drawing } = recorder();
    drawThreshold(drawing, { value: 99.9, label: 'target' }, () => 40);
    expect(canvas.moveTo).toHaveBeenCalledWith(50, 40);
    expect(canvas.lineTo).toHaveBeenCalledWith(150, 40);
    expect(canvas.fillText).toHaveBeenCalledWith('target', 150, 38);
  });

  it('leaves out a level that is not in sight', () => {
    const { canvas, drawing } = recorder();
    drawThreshold(drawing, { value: 5, label: 'x' }, () => 200);
    expect(canvas.stroke).not.toHaveBeenCalled();
  });
});
