import Button from '@material-ui/core/Button';
import { Theme, makeStyles } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useMemo } from 'react';
import { EmptyState } from '../feedback/EmptyState';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { CardTable } from './CardTable';
import { DataColumn, TableSort } from './column';
import { sortRows } from './sortRows';
import { useWalk } from '../layout/useWalk';
import { useTableSort } from './useTableSort';
import { WideTable } from './WideTable';

const useStyles = makeStyles(theme => ({
  more: {
    padding: theme.spacing(1),
    textAlign: 'center',
    '@media print': { display: 'none' },
  },
}));

export interface DataTableProps<TRow> {
  /** Name of the table for screen readers. */
  label: string;
  columns: readonly DataColumn<TRow>[];
  /** In the order that is shown until the reader sorts: worst first. */
  rows: readonly TRow[];
  rowKey: (row: TRow) => string;
  /** A short name of the row, for "Open …"; the key unless told. */
  rowName?: (row: TRow) => string;
  /** Opens the row's drawer: click, or Enter on its button. */
  onOpen?: (row: TRow) => void;
  /** Key of the row whose drawer is open. */
  openKey?: string;
  initialSort?: TableSort;
  /** Query string parameter that keeps the sort; in memory only unless told. */
  sortParameter?: string;
  emptyText: string;
  /** Given while there are more rows to fetch. */
  onLoadMore?: () => void;
  loadingMore?: boolean;
  /** Height from which on the rows scroll below the header; 75 % of the window unless told. */
  maxHeight?: string | number;
}

/**
 * A dense table: sortable, one tab stop for its rows with arrow keys between
 * them, sticky header; cards on a phone.
 */
export function DataTable<TRow>(props: DataTableProps<TRow>) {
  const { columns, rows, rowKey, rowName = rowKey, maxHeight = '75vh' } = props;
  const classes = useStyles();
  const { t } = useKitTranslation();
  const isPhone = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'), {
    noSsr: true,
  });
  const [sort, setSort] = useTableSort(props.sortParameter, props.initialSort);
  const sorted = useMemo(
    () => sortRows(rows, columns, sort),
    [rows, columns, sort],
  );
  const walk = useWalk(sorted.map(rowKey));
  if (rows.length === 0) return <EmptyState title={props.emptyText} />;
  const Layout = isPhone ? CardTable : WideTable;
  return (
    <>
      <Layout
        label={props.label}
        columns={columns}
        rows={sorted}
        rowKey={rowKey}
        rowName={rowName}
        onOpen={props.onOpen}
        openKey={props.openKey}
        sort={sort}
        onSort={setSort}
        walk={walk}
        maxHeight={maxHeight}
      />
      {props.onLoadMore && (
        <div className={classes.more}>
          <Button
            size="small"
            disabled={props.loadingMore}
            onClick={props.onLoadMore}
          >
            {t(props.loadingMore ? 'table.loadingMore' : 'table.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}
