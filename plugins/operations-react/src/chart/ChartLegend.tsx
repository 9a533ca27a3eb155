import { Theme, makeStyles } from '@material-ui/core/styles';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { LINE_DASHES, MARKER_SIGNS, chartColors } from './chartColors';
import { chartTime, visibleMarkers } from './chartSummary';
import { ChartContent } from './chartTypes';

const useStyles = makeStyles(theme => ({
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    minHeight: '1.5em',
    fontSize: theme.typography.pxToRem(13),
    fontVariantNumeric: 'tabular-nums',
  },
  item: { display: 'inline-flex', alignItems: 'center', gap: 6 },
}));

interface ChartLegendProps {
  content: ChartContent;
  theme: Theme;
  /** Index of the instant whose values are shown; the last one when null. */
  hovered: number | null;
}

/** The lines with their value at the pointer, and the signs of the markers. */
export function ChartLegend({ content, theme, hovered }: ChartLegendProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const colors = chartColors(theme);
  const { times, series, formatValue } = content;
  const index = hovered ?? times.length - 1;
  const kinds = new Set(visibleMarkers(content).map(({ kind }) => kind));
  return (
    <div className={classes.legend}>
      {times[index] !== undefined && <span>{chartTime(times[index], t)}</span>}
      {series.map(({ label, values }, line) => (
        <span key={label} className={classes.item}>
          <svg width={24} height={8}>
            <line
              x1={0}
              x2={24}
              y1={4}
              y2={4}
              stroke={colors.lines[line % colors.lines.length]}
              strokeWidth={2}
              strokeDasharray={LINE_DASHES[line % LINE_DASHES.length].join(' ')}
            />
          </svg>
          {label} {valueText(values[index], formatValue)}
        </span>
      ))}
      {[...kinds].map(kind => (
        <span key={kind} style={{ color: colors.markers[kind] }}>
          {MARKER_SIGNS[kind]} {t(`chart.kind.${kind}`)}
        </span>
      ))}
    </div>
  );
}

function valueText(
  value: number | null | undefined,
  formatValue: (value: number) => string,
): string {
  return value === null || value === undefined ? '—' : formatValue(value);
}
