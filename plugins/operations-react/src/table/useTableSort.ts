import { useMemo, useState } from 'react';
import { useUrlState } from '../routing/useUrlState';
import { TableSort } from './column';
import { formatSort, parseSort } from './sortRows';

/** In the query string, "no sort" must differ from "not said". */
const UNSORTED = 'none';

/** The sort of a table: in the query string below `parameter`, else in memory. */
export function useTableSort(
  parameter: string | undefined,
  initial: TableSort | undefined,
): [TableSort | undefined, (sort: TableSort | undefined) => void] {
  const fallback = formatSort(initial) || UNSORTED;
  const inMemory = useState(fallback);
  const inUrl = useUrlState(parameter ?? 'sort', fallback);
  const [text, setText] = parameter ? inUrl : inMemory;
  const sort = useMemo(
    () => (text === UNSORTED ? undefined : parseSort(text)),
    [text],
  );
  return [sort, next => setText(formatSort(next) || UNSORTED)];
}
