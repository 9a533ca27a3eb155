import { makeStyles, useTheme } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { Suspense, lazy, useMemo, useState } from 'react';
import { EmptyState } from '../feedback/EmptyState';
import { VisuallyHidden } from '../hint/VisuallyHidden';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { ChartLegend } from './ChartLegend';
import { ChartTable } from './ChartTable';
import { chartSummary, visibleMarkers } from './chartSummary';
import { ChartContent, ChartMarker } from './chartTypes';

const UplotCanvas = lazy(() => import('./UplotCanvas'));

const useStyles = makeStyles(theme => ({
  figure: { margin: theme.spacing(0, 0, 2) },
  caption: {
    marginBottom: theme.spacing(1),
    fontSize: theme.typography.pxToRem(14),
    fontWeight: 500,
  },
}));

const NO_MARKERS: readonly ChartMarker[] = [];

export interface TimeSeriesChartProps
  extends Omit<ChartContent, 'markers' | 'formatValue'> {
  /** What the one axis shows, with its unit: "Latency, ms". */
  label: string;
  /** Deployments, incidents and windows to mark on the time axis. */
  markers?: readonly ChartMarker[];
  /** A value with its unit; the plain number unless told. */
  formatValue?: (value: number) => string;
  /** Pixels; 220 unless told. */
  height?: number;
  emptyText?: string;
}

/**
 * Lines over time with what happened on them. The same figures stand below as
 * a table, for screen readers and for everybody else.
 */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { label, times, series, threshold, height = 220 } = props;
  const { markers = NO_MARKERS, formatValue = String } = props;
  const classes = useStyles();
  const { t } = useKitTranslation();
  const theme = useTheme();
  const [hovered, setHovered] = useState<number | null>(null);
  const content = useMemo<ChartContent>(
    () => ({ times, series, threshold, markers, formatValue }),
    [times, series, threshold, markers, formatValue],
  );
  const hasData = series.some(({ values }) => values.some(v => v !== null));
  return (
    <figure className={classes.figure} aria-label={label}>
      <figcaption className={classes.caption}>{label}</figcaption>
      {hasData ? (
        <>
          <VisuallyHidden>{chartSummary(content, t).join('. ')}</VisuallyHidden>
          <div aria-hidden>
            <ChartLegend content={content} theme={theme} hovered={hovered} />
            <Suspense fallback={<Skeleton variant="rect" height={height} />}>
              <UplotCanvas
                content={content}
                height={height}
                onHover={setHovered}
              />
            </Suspense>
          </div>
          <ChartTable
            label={label}
            content={content}
            markers={visibleMarkers(content)}
          />
        </>
      ) : (
        <EmptyState title={props.emptyText ?? t('chart.empty')} />
      )}
    </figure>
  );
}
