import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import { alpha, makeStyles } from '@material-ui/core/styles';
import { WithoutHintTabStops } from '../hint/Hint';
import { VisuallyHidden } from '../hint/VisuallyHidden';
import { ScrollRegion } from '../layout/ScrollRegion';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { DataColumn } from './column';
import { OpenRowButton, isRowClick } from './OpenRowButton';
import { nextSort } from './sortRows';
import { TableLayoutProps } from './tableLayout';

const useStyles = makeStyles(theme => ({
  scroller: {
    position: 'relative',
    overflow: 'auto',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
    '@media print': { maxHeight: 'none !important', overflow: 'visible' },
  },
  head: {
    backgroundColor: theme.palette.background.paper,
    whiteSpace: 'nowrap',
    lineHeight: 1.4,
    padding: theme.spacing(1.5, 1, 1.5, 1.5),
    '&:first-child': { paddingLeft: theme.spacing(2.5) },
  },
  cell: {
    lineHeight: 1.4,
    paddingLeft: theme.spacing(1.5),
    paddingRight: theme.spacing(1),
    '&:first-child': { paddingLeft: theme.spacing(2.5) },
    paddingTop: theme.spacing(0.75),
    paddingBottom: theme.spacing(0.75),
    fontVariantNumeric: 'tabular-nums',
    // The theme breaks within any word, which makes columns narrower than their words.
    wordBreak: 'normal',
    overflowWrap: 'break-word',
  },
  row: {
    '&:nth-of-type(odd)': { backgroundColor: 'transparent' },
    '&:focus-within': {
      boxShadow: `inset 3px 0 0 ${theme.palette.text.primary}`,
    },
  },
  opens: {
    cursor: 'pointer',
    '&:hover': { backgroundColor: theme.palette.action.hover },
  },
  selected: {
    '&, &:nth-of-type(odd)': {
      backgroundColor: alpha(theme.palette.text.primary, 0.08),
    },
  },
  open: { width: 40, padding: 0, '@media print': { display: 'none' } },
}));

/** Rows below each other with a header that stays in sight. */
export function WideTable<TRow>(props: TableLayoutProps<TRow>) {
  const { label, columns, rows, rowKey, rowName, onOpen, openKey } = props;
  const classes = useStyles();
  const { t } = useKitTranslation();
  const hasControls = Boolean(onOpen) || columns.some(c => c.sortValue);
  return (
    <ScrollRegion
      className={classes.scroller}
      style={{ maxHeight: props.maxHeight }}
      label={label}
      hasControls={hasControls}
    >
      <Table size="small" stickyHeader aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map(column => (
              <HeadCell key={column.id} column={column} {...props} />
            ))}
            {onOpen && (
              <TableCell className={`${classes.head} ${classes.open}`}>
                <VisuallyHidden>{t('table.details')}</VisuallyHidden>
              </TableCell>
            )}
          </TableRow>
        </TableHead>
        <TableBody>
          <WithoutHintTabStops>
            {rows.map(row => {
              const key = rowKey(row);
              const look = [
                classes.row,
                onOpen && classes.opens,
                key === openKey && classes.selected,
              ];
              return (
                <TableRow
                  key={key}
                  className={look.filter(Boolean).join(' ')}
                  onClick={event => {
                    if (isRowClick(event)) onOpen?.(row);
                  }}
                >
                  {columns.map(column => (
                    <TableCell
                      key={column.id}
                      align={column.align}
                      className={classes.cell}
                    >
                      {column.render(row)}
                    </TableCell>
                  ))}
                  {onOpen && (
                    <TableCell className={classes.open}>
                      <OpenRowButton
                        name={rowName(row)}
                        expanded={key === openKey}
                        onOpen={() => onOpen(row)}
                        walk={props.walk(key)}
                      />
                    </TableCell>
                  )}
                </TableRow>
              );
            })}
          </WithoutHintTabStops>
        </TableBody>
      </Table>
    </ScrollRegion>
  );
}

function HeadCell<TRow>(
  props: TableLayoutProps<TRow> & { column: DataColumn<TRow> },
) {
  const { column, sort, onSort } = props;
  const classes = useStyles();
  const direction = sort?.column === column.id ? sort.direction : undefined;
  return (
    <TableCell
      className={classes.head}
      align={column.align}
      sortDirection={direction ?? false}
    >
      {column.sortValue ? (
        <TableSortLabel
          active={direction !== undefined}
          direction={direction}
          onClick={() => onSort(nextSort(sort, column.id))}
        >
          {column.title}
        </TableSortLabel>
      ) : (
        column.title
      )}
    </TableCell>
  );
}
