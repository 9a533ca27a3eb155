import {
  BudgetGauge,
  Sparkline,
  TimeSeriesChart,
} from '@opsdeck/backstage-plugin-operations-react';
import { useMemo } from 'react';
import { Example } from '../Example';
import { Samples } from '../samples';

const POINTS = 48;
const STEP_MIN = 30;

const milliseconds = (value: number) => `${Math.round(value)} ms`;

/** A wave with a gap, the same each time. */
function wave(height: number, phase: number): (number | null)[] {
  return Array.from({ length: POINTS }, (_, index) =>
    index > 18 && index < 22
      ? null
      : height * (1 + 0.3 * Math.sin(index / 4 + phase)),
  );
}

/** Budgets, trends and lines over time. */
export function ChartSection({ samples: { ago } }: { samples: Samples }) {
  const content = useMemo(
    () => ({
      times: Array.from({ length: POINTS }, (_, index) =>
        Date.parse(ago((POINTS - index) * STEP_MIN)),
      ),
      series: [
        { label: 'p95', values: wave(180, 0) },
        { label: 'p50', values: wave(80, 1) },
      ],
      threshold: { value: 200, label: 'target 200 ms' },
      markers: [
        { kind: 'deployment', at: ago(600), label: '1.43.0' },
        { kind: 'incident', at: ago(540), label: 'INC-SAMPLE-1' },
        { kind: 'window', at: ago(300), until: ago(180), label: 'MW-SAMPLE-1' },
      ] as const,
    }),
    [ago],
  );
  return (
    <>
      <Example title="BudgetGauge: left, nearly gone, overspent, no data" row>
        <BudgetGauge
          label="Sample budget 1"
          remaining={0.61}
          verdict="met"
          detail="26 min"
        />
        <BudgetGauge
          label="Sample budget 2"
          remaining={0.04}
          verdict="at-risk"
        />
        <BudgetGauge
          label="Sample budget 3"
          remaining={-0.2}
          verdict="breached"
        />
        <BudgetGauge
          label="Sample budget 4"
          remaining={null}
          verdict="unknown"
        />
      </Example>
      <Example title="Sparkline: trend, gap, no change, no data" row>
        <Sparkline label="Sample trend" values={[1, 2, 4, 3, 6, 8, 7]} />
        <Sparkline
          label="Sample trend with a gap"
          values={[3, 2, null, null, 4, 1]}
          verdict="breached"
        />
        <Sparkline label="Sample without change" values={[2, 2, 2, 2]} />
        <Sparkline label="Sample without data" values={[null, null]} />
      </Example>
      <Example title="TimeSeriesChart: two lines, a threshold, what happened, a table">
        <TimeSeriesChart
          label="Sample latency, ms"
          times={content.times}
          series={content.series}
          threshold={content.threshold}
          markers={content.markers}
          formatValue={milliseconds}
        />
      </Example>
      <Example title="TimeSeriesChart: no data">
        <TimeSeriesChart
          label="Sample without data"
          times={[]}
          series={[{ label: 'p95', values: [] }]}
        />
      </Example>
    </>
  );
}
