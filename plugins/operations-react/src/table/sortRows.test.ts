import { DataColumn } from './column';
import { formatSort, nextSort, parseSort, sortRows } from './sortRows';

interface Row {
  version: string;
  age: number | null;
}

const columns: DataColumn<Row>[] = [
  { id: 'version', title: '', render: () => '', sortValue: r => r.version },
  { id: 'age', title: '', render: () => '', sortValue: r => r.age },
  { id: 'fixed', title: '', render: () => '' },
];
const rows: Row[] = [
  { version: '1.10.0', age: null },
  { version: '1.9.0', age: 7 },
  { version: '1.2.0', age: 30 },
];
const sorted = (sort: string) =>
  sortRows(rows, columns, parseSort(sort)).map(row => row.version);

describe('sortRows', () => {
  it.each([
    ['version', ['1.2.0', '1.9.0', '1.10.0']],
    ['-version', ['1.10.0', '1.9.0', '1.2.0']],
    ['age', ['1.9.0', '1.2.0', '1.10.0']],
    ['-age', ['1.2.0', '1.9.0', '1.10.0']],
    ['fixed', ['1.10.0', '1.9.0', '1.2.0']],
    ['nonsense', ['1.10.0', '1.9.0', '1.2.0']],
    ['', ['1.10.0', '1.9.0', '1.2.0']],
  ])('by "%s"', (sort, order) => {
    expect(sorted(sort)).toEqual(order);
  });

  it('leaves its input alone', () => {
    sorted('version');
    expect(rows[0].version).toBe('1.10.0');
  });
});

it('goes from ascending over descending to unsorted', () => {
  let sort = nextSort(undefined, 'age');
  expect(formatSort(sort)).toBe('age');
  sort = nextSort(sort, 'age');
  expect(formatSort(sort)).toBe('-age');
  expect(nextSort(sort, 'version')).toEqual({
    column: 'version',
    direction: 'asc',
  });
  expect(formatSort(nextSort(sort, 'age'))).toBe('');
});
