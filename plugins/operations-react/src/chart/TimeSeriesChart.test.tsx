import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import uPlot from 'uplot';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { chartTime } from './chartSummary';
import { ChartMarker } from './chartTypes';
import { TimeSeriesChart } from './TimeSeriesChart';
import { englishOf } from '../testing/translations';
import { operationsReactTranslationRef } from '../translation/operationsReactTranslationRef';

const t = englishOf(operationsReactTranslationRef);

jest.mock('uplot', () => ({ __esModule: true, default: jest.fn() }));

const chart = { destroy: jest.fn(), setSize: jest.fn(), setData: jest.fn() };
const times = [10, 11, 12].map(h => Date.parse(`2026-11-20T${h}:00:00Z`));
const series = [{ label: 'p95', values: [180, null, 240] }];
const markers: ChartMarker[] = [
  {
    kind: 'deployment',
    at: '2026-11-20T10:09:00Z',
    label: '1.43.0',
    href: '/deployments/7',
  },
  { kind: 'incident', at: '2026-11-21T10:12:00Z', label: 'INC-2026-015' },
];
const formatValue = (value: number) => `${value} ms`;

describe('TimeSeriesChart', () => {
  let resized: () => void;

  beforeEach(() => {
    Object.values(chart).forEach(mock => mock.mockClear());
    jest
      .mocked(uPlot)
      .mockReset()
      .mockReturnValue(chart as unknown as uPlot);
    window.ResizeObserver = class implements ResizeObserver {
      constructor(callback: ResizeObserverCallback) {
        resized = () => callback([], this);
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    };
  });

  async function renderChart(theme: 'light' | 'dark' = 'light') {
    const rendered = await renderInApp(
      <TimeSeriesChart
        label="Latency, ms"
        times={times}
        series={series}
        markers={markers}
        formatValue={formatValue}
      />,
      { theme },
    );
    await waitFor(() => expect(uPlot).toHaveBeenCalledTimes(1));
    return rendered;
  }

  it.each(['light', 'dark'] as const)(
    'says in words what it draws, %s theme',
    async theme => {
      const { container } = await renderChart(theme);
      const figure = screen.getByRole('figure', { name: 'Latency, ms' });
      expect(figure).toHaveTextContent(
        'p95: last 240 ms, lowest 180 ms, highest 240 ms',
      );
      await userEvent.click(screen.getByText('Show as a table'));
      const table = await screen.findByRole('table', { name: 'Latency, ms' });
      const cells = within(table).getAllByRole('cell');
      expect(cells.map(cell => cell.textContent)).toEqual([
        '180 ms',
        'no data',
        '240 ms',
      ]);
      const happened = within(
        screen.getByRole('list', { name: 'What happened' }),
      ).getAllByRole('listitem');
      expect(happened).toHaveLength(1);
      expect(
        within(happened[0]).getByRole('link', { name: /deployment 1.43.0/ }),
      ).toHaveAttribute('href', '/deployments/7');
      expect(await axeViolations(container)).toEqual([]);
    },
  );

  it('shows the values below the pointer, else the last ones', async () => {
    await renderChart();
    const legend = () => screen.getByText(/^p95 /);
    expect(legend()).toHaveTextContent('p95 240 ms');
    const [options] = jest.mocked(uPlot).mock.calls[0];
    const hover = (idx: number | null) =>
      act(() => {
        const hooked = { cursor: { idx } } as uPlot;
        options.hooks?.setCursor?.forEach(hook => hook?.(hooked));
      });
    hover(0);
    expect(legend()).toHaveTextContent('p95 180 ms');
    expect(screen.getAllByText(chartTime(times[0], t)).length).toBeGreaterThan(
      0,
    );
    hover(1);
    expect(legend()).toHaveTextContent('p95 —');
    hover(null);
    expect(legend()).toHaveTextContent('p95 240 ms');
    expect(uPlot).toHaveBeenCalledTimes(1);
  });

  it('takes new figures into the same chart, new lines into a new one', async () => {
    function Page() {
      const [lines, setLines] = useState(series);
      const replace = (label: string) => () =>
        setLines([{ label, values: [1, 2, 3] }]);
      return (
        <>
          <button onClick={replace('p95')}>figures</button>
          <button onClick={replace('p99')}>lines</button>
          <TimeSeriesChart label="Latency" times={times} series={lines} />
        </>
      );
    }
    await renderInApp(<Page />);
    await waitFor(() => expect(uPlot).toHaveBeenCalledTimes(1));
    await userEvent.click(screen.getByRole('button', { name: 'figures' }));
    expect(chart.setData).toHaveBeenLastCalledWith([times, [1, 2, 3]]);
    expect(uPlot).toHaveBeenCalledTimes(1);
    await userEvent.click(screen.getByRole('button', { name: 'lines' }));
    expect(uPlot).toHaveBeenCalledTimes(2);
    expect(chart.destroy).toHaveBeenCalledTimes(1);
  });

  it('follows its width and cleans up', async () => {
    const { unmount } = await renderChart();
    resized();
    expect(chart.setSize).toHaveBeenCalledWith({ width: 0, height: 220 });
    unmount();
    expect(chart.destroy).toHaveBeenCalledTimes(1);
  });

  it('says when there is nothing to draw', async () => {
    await renderInApp(
      <TimeSeriesChart
        label="Latency, ms"
        times={times}
        series={[{ label: 'p95', values: [null, null, null] }]}
      />,
    );
    expect(screen.getByText('No data in this period')).toBeInTheDocument();
    expect(uPlot).not.toHaveBeenCalled();
  });
});
