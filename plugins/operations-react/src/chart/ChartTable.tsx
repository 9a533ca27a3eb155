import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { ScrollRegion } from '../layout/ScrollRegion';
import { chartTime, markerText, tableIndices } from './chartSummary';
import { ChartContent, ChartMarker } from './chartTypes';
import { quietTextColor } from '../theme/verdictColors';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

const useStyles = makeStyles(theme => ({
  details: { fontSize: theme.typography.pxToRem(13) },
  summary: { cursor: 'pointer', color: quietTextColor(theme) },
  scroller: { overflow: 'auto', maxHeight: 320 },
  table: {
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: theme.spacing(0.25, 2, 0.25, 0),
      textAlign: 'end',
      fontWeight: 400,
      whiteSpace: 'nowrap',
    },
    '& th:first-child': { textAlign: 'start' },
    '& thead th': { fontWeight: 500 },
  },
}));

interface ChartTableProps {
  label: string;
  content: ChartContent;
  /** Those that lie within the chart. */
  markers: readonly ChartMarker[];
}

/** The figures of a chart as a table and what happened as a list, folded away. */
export function ChartTable(props: ChartTableProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details
      className={classes.details}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary className={classes.summary}>{t('chart.table')}</summary>
      {open && <Figures {...props} />}
    </details>
  );
}

function Figures({ label, content, markers }: ChartTableProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const { times, series, formatValue } = content;
  const indices = tableIndices(times.length);
  const say = (value: number | null | undefined) =>
    value === null || value === undefined
      ? t('chart.noData')
      : formatValue(value);
  return (
    <>
      {markers.length > 0 && (
        <ul aria-label={t('chart.happened')}>
          {markers.map(marker => (
            <li key={`${marker.kind} ${marker.at} ${marker.label}`}>
              {marker.href ? (
                <Link to={marker.href} underline="always">
                  {markerText(marker, t)}
                </Link>
              ) : (
                markerText(marker, t)
              )}
            </li>
          ))}
        </ul>
      )}
      {indices.length < times.length && (
        <p>
          {t('chart.thinned', {
            shown: String(indices.length),
            total: String(times.length),
          })}
        </p>
      )}
      <ScrollRegion
        className={classes.scroller}
        label={t('chart.tableOf', { label })}
      >
        <table className={classes.table} aria-label={label}>
          <thead>
            <tr>
              <th scope="col">{t('chart.time')}</th>
              {series.map(line => (
                <th key={line.label} scope="col">
                  {line.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {indices.map(index => (
              <tr key={times[index]}>
                <th scope="row">{chartTime(times[index], t)}</th>
                {series.map(line => (
                  <td key={line.label}>{say(line.values[index])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}
