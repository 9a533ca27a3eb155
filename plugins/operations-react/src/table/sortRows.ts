import { DataColumn, SortValue, TableSort } from './column';

const collator = new Intl.Collator('en', { numeric: true });

/** The rows in the order asked for; in their own order where that names no sortable column. */
export function sortRows<TRow>(
  rows: readonly TRow[],
  columns: readonly DataColumn<TRow>[],
  sort: TableSort | undefined,
): readonly TRow[] {
  const sortValue = columns.find(({ id }) => id === sort?.column)?.sortValue;
  if (!sort || !sortValue) return rows;
  const sign = sort.direction === 'asc' ? 1 : -1;
  return rows
    .map(row => ({ row, value: sortValue(row) }))
    .sort((a, b) => compare(a.value, b.value, sign))
    .map(({ row }) => row);
}

function compare(a: SortValue, b: SortValue, sign: 1 | -1): number {
  const aMissing = a === null || a === undefined;
  const bMissing = b === null || b === undefined;
  if (aMissing || bMissing) return Number(aMissing) - Number(bMissing);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * collator.compare(String(a), String(b));
}

/** Ascending, then descending, then back to the rows' own order. */
export function nextSort(
  sort: TableSort | undefined,
  column: string,
): TableSort | undefined {
  if (sort?.column !== column) return { column, direction: 'asc' };
  return sort.direction === 'asc' ? { column, direction: 'desc' } : undefined;
}

/** A sort as it stands in a query string: `age` ascending, `-age` descending. */
export function formatSort(sort: TableSort | undefined): string {
  if (!sort) return '';
  return sort.direction === 'desc' ? `-${sort.column}` : sort.column;
}

/** Reads what {@link formatSort} wrote. */
export function parseSort(text: string): TableSort | undefined {
  if (text === '') return undefined;
  return text.startsWith('-')
    ? { column: text.slice(1), direction: 'desc' }
    : { column: text, direction: 'asc' };
}
