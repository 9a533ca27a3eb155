import { ReactNode } from 'react';

/** What a cell is sorted by; null and undefined come last in either direction. */
export type SortValue = string | number | null | undefined;

export interface DataColumn<TRow> {
  id: string;
  title: string;
  render: (row: TRow) => ReactNode;
  /** Without it the column cannot be sorted. */
  sortValue?: (row: TRow) => SortValue;
  /** Figures go right, so that their digits stand below each other. */
  align?: 'left' | 'right';
  /** Left out of the cards that a phone shows. */
  hideOnPhone?: boolean;
}

export interface TableSort {
  column: string;
  direction: 'asc' | 'desc';
}
