import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  QueryBoundary,
  TimeSeriesChart,
  useEntityQuery,
  useKitText,
  useUrlState,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  SloSeries,
  SloView,
  formatShare,
} from '@opsdeck/backstage-plugin-slos-common';
import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import { useMemo } from 'react';
import { slosApiRef } from '../api/slosApiRef';
import { slosTranslationRef } from '../translation';

const SPANS = [
  { id: 'window', label: undefined, duration: undefined },
  { id: 'week', label: '7 d', duration: 'P7D' },
  { id: 'day', label: '1 d', duration: 'P1D' },
  { id: 'hours', label: '6 h', duration: 'PT6H' },
] as const;

type SpanId = (typeof SPANS)[number]['id'];

const SPAN_IDS = SPANS.map(({ id }) => id);
const REFETCH_MS = 60_000;

/** How the budget was spent, and the SLI of each stretch of time. */
export function BurnDown({ slo }: { slo: SloView }) {
  const { t } = useTranslationRef(slosTranslationRef);
  const [spanId, setSpan] = useUrlState<SpanId>('span', 'window', SPAN_IDS);
  const span = SPANS.find(({ id }) => id === spanId) ?? SPANS[0];
  const query = useEntityQuery({
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
  return (
    <section aria-label={t('chart.section')}>
      <ButtonGroup size="small" aria-label={t('chart.span')}>
        {SPANS.map(({ id, label }) => (
          <Button
            key={id}
            aria-pressed={id === span.id}
            variant={id === span.id ? 'contained' : 'outlined'}
            onClick={() => setSpan(id)}
          >
            {label ?? t('chart.window')}
          </Button>
        ))}
      </ButtonGroup>
      <QueryBoundary
        query={query}
        what={t('chart.what')}
        layout={[{ kind: 'chart' }]}
      >
        {series => <Charts slo={slo} series={series} />}
      </QueryBoundary>
    </section>
  );
}

function Charts({ slo, series }: { slo: SloView; series: SloSeries }) {
  const { t } = useTranslationRef(slosTranslationRef);
  const { percent } = useKitText();
  const { points } = series;
  const content = useMemo(
    () => ({
      times: points.map(({ at }) => Date.parse(at)),
      remaining: [
        {
          label: t('chart.remainingSeries'),
          values: points.map(({ remaining }) => remaining),
        },
      ],
      sli: [
        { label: t('chart.goodSeries'), values: points.map(({ sli }) => sli) },
      ],
      exhausted: { value: 0, label: t('chart.exhausted') },
      target: { value: Number(slo.target), label: t('chart.target') },
    }),
    [points, slo.target, t],
  );
  return (
    <>
      <TimeSeriesChart
        label={t('chart.remaining')}
        times={content.times}
        series={content.remaining}
        threshold={content.exhausted}
        formatValue={percent}
      />
      <TimeSeriesChart
        label={t(
          slo.unit === 'event' ? 'chart.goodEvents' : 'chart.goodSlices',
        )}
        times={content.times}
        series={content.sli}
        threshold={content.target}
        formatValue={formatShare}
        height={160}
      />
    </>
  );
}
