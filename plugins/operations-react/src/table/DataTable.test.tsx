import { mockBreakpoint } from '@backstage/core-components/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { RelativeTime } from '../time/RelativeTime';
import { DataColumn } from './column';
import { DataTable, DataTableProps } from './DataTable';

interface Row {
  id: string;
  version: string;
  minutes: number;
}

const rows: Row[] = [
  { id: 'a', version: '1.10.0', minutes: 42 },
  { id: 'b', version: '1.9.0', minutes: 7 },
  { id: 'c', version: '1.2.0', minutes: 30 },
];

const columns: DataColumn<Row>[] = [
  {
    id: 'version',
    title: 'Version',
    render: row => row.version,
    sortValue: row => row.version,
  },
  {
    id: 'took',
    title: 'Took',
    align: 'right',
    render: row => `${row.minutes} min`,
    sortValue: row => row.minutes,
  },
  {
    id: 'at',
    title: 'When',
    render: () => <RelativeTime at="2026-11-20T10:00:00Z" />,
  },
  {
    id: 'logs',
    title: 'Logs',
    hideOnPhone: true,
    render: row => <a href={`#logs-${row.id}`}>logs</a>,
  },
];

function renderTable(props: Partial<DataTableProps<Row>> = {}, route = '/') {
  return renderInApp(
    <DataTable
      label="Deployments"
      columns={columns}
      rows={rows}
      rowKey={row => row.id}
      rowName={row => row.version}
      emptyText="No deployments yet"
      {...props}
    />,
    { route },
  );
}

function versions() {
  const [, ...body] = screen.getAllByRole('row');
  return body.map(row => within(row).getAllByRole('cell')[0].textContent);
}

describe('DataTable', () => {
  it('sorts by keyboard and says so', async () => {
    const { container } = await renderTable();
    expect(versions()).toEqual(['1.10.0', '1.9.0', '1.2.0']);
    const header = screen.getByRole('columnheader', { name: 'Version' });
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    expect(versions()).toEqual(['1.2.0', '1.9.0', '1.10.0']);
    expect(header).toHaveAttribute('aria-sort', 'ascending');
    await userEvent.keyboard('{Enter}');
    expect(header).toHaveAttribute('aria-sort', 'descending');
    await userEvent.keyboard('{Enter}');
    expect(versions()).toEqual(['1.10.0', '1.9.0', '1.2.0']);
    expect(header).not.toHaveAttribute('aria-sort');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('keeps the sort in the URL', async () => {
    await renderTable({ sortParameter: 'by' }, '/?by=-took');
    expect(versions()).toEqual(['1.10.0', '1.2.0', '1.9.0']);
  });

  it('can leave an initial sort', async () => {
    await renderTable({
      sortParameter: 'by',
      initialSort: { column: 'took', direction: 'desc' },
    });
    expect(versions()).toEqual(['1.10.0', '1.2.0', '1.9.0']);
    await userEvent.click(screen.getByRole('button', { name: 'Took' }));
    expect(versions()).toEqual(['1.10.0', '1.9.0', '1.2.0']);
  });

  it('is one tab stop whose rows are walked and opened by keys', async () => {
    const onOpen = jest.fn();
    await renderTable({ onOpen });
    const open = (name: string) => screen.getByRole('button', { name });
    await userEvent.tab();
    await userEvent.tab();
    // The links within rows stay reachable; the buttons are one stop.
    await userEvent.tab();
    await userEvent.tab();
    expect(open('Open 1.10.0')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(open('Open 1.9.0')).toHaveFocus();
    await userEvent.keyboard('{End}');
    expect(open('Open 1.2.0')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(onOpen).toHaveBeenLastCalledWith(rows[2]);
    await userEvent.keyboard('{Home}{ArrowUp}{Enter}');
    expect(onOpen).toHaveBeenLastCalledWith(rows[0]);
    const stops = screen
      .getAllByRole('button', { name: /^Open/ })
      .filter(button => button.tabIndex === 0);
    expect(stops).toHaveLength(1);
  });

  it('opens by a click on the row, but not on a link in it', async () => {
    const onOpen = jest.fn();
    await renderTable({ onOpen, openKey: 'b' });
    await userEvent.click(screen.getByText('7 min'));
    expect(onOpen).toHaveBeenCalledWith(rows[1]);
    await userEvent.click(screen.getAllByRole('link')[0]);
    expect(onOpen).toHaveBeenCalledTimes(1);
    expect(
      screen.getByRole('button', { name: 'Open 1.9.0', expanded: true }),
    ).toBeInTheDocument();
  });

  it('does not open when a text was selected', async () => {
    const onOpen = jest.fn();
    await renderTable({ onOpen });
    const selection = window.getSelection()!;
    jest.spyOn(selection, 'toString').mockReturnValue('1.9.0');
    await userEvent.click(screen.getByText('1.9.0'));
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('lets keyboards scroll a table without controls', async () => {
    await renderTable({
      columns: columns.map(({ sortValue: _sortValue, ...rest }) => rest),
    });
    expect(screen.getByRole('region', { name: 'Deployments' })).toHaveAttribute(
      'tabIndex',
      '0',
    );
  });

  it('says when there is nothing', async () => {
    await renderTable({ rows: [] });
    expect(screen.getByText('No deployments yet')).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('fetches more', async () => {
    const onLoadMore = jest.fn();
    await renderTable({ onLoadMore });
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    expect(onLoadMore).toHaveBeenCalledTimes(1);
  });
});

describe('DataTable on a phone', () => {
  let breakpoint: ReturnType<typeof mockBreakpoint>;
  beforeEach(() => {
    breakpoint = mockBreakpoint({
      initialBreakpoint: 'xs',
      queryBreakpointMap: { '(max-width:599.95px)': 'xs' },
    });
  });
  afterEach(() => breakpoint.remove());

  it('shows cards that sort and open', async () => {
    const onOpen = jest.fn();
    const { container } = await renderTable({ onOpen });
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    const cards = () =>
      within(screen.getByRole('list', { name: 'Deployments' }))
        .getAllByRole('listitem')
        .map(card => card.textContent);
    expect(cards()[0]).toContain('1.10.0');
    expect(cards()[0]).toContain('Took42 min');
    expect(cards()[0]).not.toContain('logs');
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Sort by' }),
      'Took ↑',
    );
    expect(cards()[0]).toContain('1.9.0');
    await userEvent.click(screen.getByRole('button', { name: 'Open 1.9.0' }));
    expect(onOpen).toHaveBeenCalledWith(rows[1]);
    expect(await axeViolations(container)).toEqual([]);
  });
});
