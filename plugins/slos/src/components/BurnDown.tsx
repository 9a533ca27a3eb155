import {
  ErrorPanel,
  LoadingSkeleton,
  TimeSeriesChart,
  percentText,
  useEntityQuery,
  useUrlState,
} from '@opsdeck/backstage-plugin-operations-react';
import { SloView, formatShare } from '@opsdeck/backstage-plugin-slos-common';
import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import { useMemo } from 'react';
import { slosApiRef } from '../api/slosApiRef';

const SPANS = [
  { id: 'window', label: 'Window', duration: undefined },
  { id: 'week', label: '7 d', duration: 'P7D' },
  { id: 'day', label: '1 d', duration: 'P1D' },
  { id: 'hours', label: '6 h', duration: 'PT6H' },
] as const;

type SpanId = (typeof SPANS)[number]['id'];

const SPAN_IDS = SPANS.map(({ id }) => id);
const EXHAUSTED = { value: 0, label: 'exhausted' };
const REFETCH_MS = 60_000;

/** How the budget was spent, and the SLI of each stretch of time. */
export function BurnDown({ slo }: { slo: SloView }) {
  const [spanId, setSpan] = useUrlState<SpanId>('span', 'window', SPAN_IDS);
  const span = SPANS.find(({ id }) => id === spanId) ?? SPANS[0];
  const { data, error, refetch } = useEntityQuery({
    api: slosApiRef,
    name: ['series', slo.id, span.id],
    query: (api, { entityRef, signal }) =>
      api.getSeries(
        entityRef,
        slo.id,
        span.duration ? { window: span.duration } : {},
        { signal },
      ),
    refetchIntervalMs: REFETCH_MS,
  });
  const content = useMemo(() => {
    const points = data?.points ?? [];
    return {
      times: points.map(({ at }) => Date.parse(at)),
      remaining: [
        { label: 'Budget left', values: points.map(p => p.remaining) },
      ],
      sli: [{ label: 'Share of good', values: points.map(p => p.sli) }],
    };
  }, [data]);
  const target = useMemo(
    () => ({ value: Number(slo.target), label: 'target' }),
    [slo.target],
  );
  return (
    <section aria-label="Over time">
      <ButtonGroup size="small" aria-label="Span of the charts">
        {SPANS.map(({ id, label }) => (
          <Button
            key={id}
            aria-pressed={id === span.id}
            variant={id === span.id ? 'contained' : 'outlined'}
            onClick={() => setSpan(id)}
          >
            {label}
          </Button>
        ))}
      </ButtonGroup>
      {error && (
        <ErrorPanel what="the burn-down" error={error} onRetry={refetch} />
      )}
      {!data && !error && <LoadingSkeleton what="the burn-down" />}
      {data && (
        <>
          <TimeSeriesChart
            label="Error budget left, share of the window's whole budget"
            times={content.times}
            series={content.remaining}
            threshold={EXHAUSTED}
            formatValue={percentText}
          />
          <TimeSeriesChart
            label={`Share of good ${slo.unit}s`}
            times={content.times}
            series={content.sli}
            threshold={target}
            formatValue={formatShare}
            height={160}
          />
        </>
      )}
    </section>
  );
}
