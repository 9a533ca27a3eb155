import { makeStyles } from '@material-ui/core/styles';
import { Environment } from '@opsdeck/backstage-plugin-operations-common';
import { ReactNode } from 'react';
import { VisuallyHidden } from '../hint/VisuallyHidden';
import { ScrollRegion } from '../layout/ScrollRegion';
import { quietTextColor } from '../theme/verdictColors';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

const useStyles = makeStyles(theme => ({
  scroller: {
    position: 'relative',
    overflowX: 'auto',
    marginBottom: theme.spacing(2),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
    '@media print': { overflow: 'visible' },
  },
  table: {
    width: '100%',
    borderCollapse: 'separate',
    borderSpacing: 0,
    fontSize: theme.typography.pxToRem(14),
    lineHeight: 1.45,
    color: theme.palette.text.primary,
    '& th, & td': {
      padding: theme.spacing(1, 1.5),
      textAlign: 'start',
      verticalAlign: 'top',
    },
    '& tbody th, & tbody td': {
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    '& td': { minWidth: 132 },
  },
  first: {
    position: 'sticky',
    insetInlineStart: 0,
    zIndex: 1,
    backgroundColor: theme.palette.background.paper,
    borderInlineEnd: `1px solid ${theme.palette.divider}`,
    fontWeight: 400,
    color: quietTextColor(theme),
    [theme.breakpoints.down('xs')]: { maxWidth: 108 },
  },
  environment: { fontWeight: 500, whiteSpace: 'nowrap' },
  data: {
    display: 'block',
    fontSize: theme.typography.pxToRem(12),
    fontWeight: 400,
    color: quietTextColor(theme),
    whiteSpace: 'normal',
  },
}));

export interface EnvironmentMatrixRow {
  id: string;
  label: ReactNode;
  /** The cell of one environment; null and undefined are shown as a dash. */
  cell: (environment: Environment) => ReactNode;
}

export interface EnvironmentMatrixProps {
  /** Name of the table for screen readers. */
  label: string;
  /** Shown from left to right by their order. */
  environments: readonly Environment[];
  rows: readonly EnvironmentMatrixRow[];
}

/** Environments side by side. On a narrow screen it scrolls below its first column. */
export function EnvironmentMatrix(props: EnvironmentMatrixProps) {
  const { label, environments, rows } = props;
  const classes = useStyles();
  const columns = [...environments].sort((a, b) => a.order - b.order);
  return (
    <ScrollRegion className={classes.scroller} label={label}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <td className={classes.first} />
            {columns.map(environment => (
              <th
                key={environment.id}
                scope="col"
                className={classes.environment}
              >
                {environment.title}
                {environment.dataClass && (
                  <span className={classes.data}>{environment.dataClass}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <th scope="row" className={classes.first}>
                {row.label}
              </th>
              {columns.map(environment => (
                <td key={environment.id}>
                  {row.cell(environment) ?? <Dash />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Dash() {
  const { t } = useKitTranslation();
  return (
    <>
      <span aria-hidden>—</span>
      <VisuallyHidden>{t('environment.none')}</VisuallyHidden>
    </>
  );
}
