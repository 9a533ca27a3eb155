import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { ScrollRegion } from '../layout/ScrollRegion';
import { chartTime, markerText, tableIndices } from './chartSummary';
import { ChartContent, ChartMarker } from './chartTypes';
import { quietTextColor } from '../theme/verdictColors';

const useStyles = makeStyles(theme => ({
  details: { fontSize: theme.typography.pxToRem(13) },
  summary: { cursor: 'pointer', color: quietTextColor(theme) },
  scroller: { overflow: 'auto', maxHeight: 320 },
  table: {
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: theme.spacing(0.25, 2, 0.25, 0),
      textAlign: 'right',
      fontWeight: 400,
      whiteSpace: 'nowrap',
    },
    '& th:first-child': { textAlign: 'left' },
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
  const [open, setOpen] = useState(false);
  return (
    <details
      className={classes.details}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary className={classes.summary}>Show as a table</summary>
      {open && <Figures {...props} />}
    </details>
  );
}

function Figures({ label, content, markers }: ChartTableProps) {
  const classes = useStyles();
  const { times, series, formatValue } = content;
  const indices = tableIndices(times.length);
  const say = (value: number | null | undefined) =>
    value === null || value === undefined ? 'no data' : formatValue(value);
  return (
    <>
      {markers.length > 0 && (
        <ul aria-label="What happened">
          {markers.map(marker => (
            <li key={`${marker.kind} ${marker.at} ${marker.label}`}>
              {marker.href ? (
                <Link to={marker.href} underline="always">
                  {markerText(marker)}
                </Link>
              ) : (
                markerText(marker)
              )}
            </li>
          ))}
        </ul>
      )}
      {indices.length < times.length && (
        <p>
          {indices.length} of {times.length} instants, at equal distances.
        </p>
      )}
      <ScrollRegion className={classes.scroller} label={`${label}, table`}>
        <table className={classes.table} aria-label={label}>
          <thead>
            <tr>
              <th scope="col">Time</th>
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
                <th scope="row">{chartTime(times[index])}</th>
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
