import { DataColumn, TableSort } from './column';
import { WalkProps } from '../layout/useWalk';

/** What both forms of a table, wide and cards, are given. */
export interface TableLayoutProps<TRow> {
  label: string;
  columns: readonly DataColumn<TRow>[];
  /** Sorted already. */
  rows: readonly TRow[];
  rowKey: (row: TRow) => string;
  rowName: (row: TRow) => string;
  onOpen?: (row: TRow) => void;
  openKey?: string;
  sort: TableSort | undefined;
  onSort: (sort: TableSort | undefined) => void;
  walk: (key: string) => WalkProps;
  maxHeight?: string | number;
}
