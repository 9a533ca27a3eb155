import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  axeViolations,
  refusal,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import {
  boardPage,
  boardRow,
  operationsApi,
} from '../../__testUtils__/fixtures';
import { renderOperations } from '../../__testUtils__/renderOperations';

afterEach(() => sharedQueryClient().clear());

describe('the fleet page', () => {
  it('says what needs attention and links each chip to its tab', async () => {
    renderOperations({ api: operationsApi(), path: '/operations/fleet' });
    expect(
      await screen.findByRole('heading', {
        name: /1 service needs attention: 1 breached. 3 are fine/,
      }),
    ).toBeVisible();
    const table = screen.getByRole('table', { name: 'Services' });
    expect(within(table).getByRole('link', { name: 'Orders' })).toHaveAttribute(
      'href',
      '/catalog/default/component/orders',
    );
    expect(
      within(table).getByRole('link', { name: 'payments' }),
    ).toHaveAttribute('href', '/catalog/default/group/payments');
    expect(
      within(table).getByRole('link', {
        name: 'Backups: breached. would lose 47 min (allowed 5 min)',
      }),
    ).toHaveAttribute('href', '/catalog/default/component/orders/backups');
    expect(within(table).getAllByText('nothing to show')).toHaveLength(3);
    expect(await axeViolations(document.body)).toEqual([]);
  });

  it('is what the Operations area opens with', async () => {
    renderOperations({ api: operationsApi(), path: '/operations' });
    expect(
      await screen.findByRole('table', { name: 'Services' }),
    ).toBeVisible();
  });

  it('reads its filters from the URL', async () => {
    const api = operationsApi();
    renderOperations({
      api,
      path: '/operations/fleet?q=ord&tier=critical&verdict=breached&owner=group:default/search',
    });
    await screen.findByRole('table', { name: 'Services' });
    expect(api.getBoard).toHaveBeenCalledWith(
      {
        text: 'ord',
        tier: 'critical',
        verdict: 'breached',
        owner: 'group:default/search',
        limit: 50,
      },
      expect.anything(),
    );
    expect(screen.getByLabelText('Service')).toHaveValue('ord');
    expect(screen.getByLabelText('Owner')).toHaveDisplayValue('search');
    expect(screen.getByLabelText('Tier')).toHaveDisplayValue('critical');
    expect(screen.getByLabelText('Verdict')).toHaveDisplayValue('breached');
  });

  it('does not ask for a verdict that there is not', async () => {
    const api = operationsApi();
    renderOperations({ api, path: '/operations/fleet?verdict=purple' });
    await screen.findByRole('table', { name: 'Services' });
    expect(api.getBoard).toHaveBeenCalledWith({ limit: 50 }, expect.anything());
  });

  it('keeps what is chosen in the URL', async () => {
    const api = operationsApi();
    renderOperations({ api, path: '/operations/fleet' });
    await screen.findByRole('option', { name: 'payments (mine)' });
    await userEvent.selectOptions(
      screen.getByLabelText('Owner'),
      'payments (mine)',
    );
    await userEvent.selectOptions(screen.getByLabelText('Verdict'), 'at risk');
    await userEvent.type(screen.getByLabelText('Service'), 'ord ');
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        '/operations/fleet?owner=group%3Adefault%2Fpayments&verdict=at-risk&q=ord',
      ),
    );
    expect(api.getBoard).toHaveBeenLastCalledWith(
      {
        text: 'ord',
        owner: 'group:default/payments',
        verdict: 'at-risk',
        limit: 50,
      },
      expect.anything(),
    );
    expect(screen.getByLabelText('Service')).toHaveValue('ord ');
  });

  it('takes all filters back at once', async () => {
    renderOperations({
      api: operationsApi(),
      path: '/operations/fleet?q=ord&tier=critical&verdict=breached',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reset filters' }),
    );
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        /^\/operations\/fleet$/,
      ),
    );
    expect(screen.getByLabelText('Service')).toHaveValue('');
    expect(
      screen.queryByRole('button', { name: 'Reset filters' }),
    ).not.toBeInTheDocument();
  });

  it('shows more on request, and past the largest page says how to go on', async () => {
    const api = operationsApi({
      getBoard: async ({ limit = 50 } = {}) =>
        boardPage({
          rows: Array.from({ length: limit }, (_, index) =>
            boardRow({ entityRef: `component:default/s${index}` }),
          ),
          counts: {
            breached: 900,
            'at-risk': 0,
            unknown: 0,
            met: 0,
            undeclared: 0,
          },
          nextCursor: 'more',
        }),
    });
    renderOperations({ api, path: '/operations/fleet' });
    expect(
      await screen.findByText('The worst 50 of 900 services are shown'),
    ).toBeInTheDocument();
    for (const shown of [100, 150, 200]) {
      await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
      await screen.findByText(
        new RegExp(`The worst ${shown} of 900 services are shown`),
      );
    }
    expect(
      screen.getByText(/Narrow them with the filters to see others/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Load more' }),
    ).not.toBeInTheDocument();
  });

  it('says that nothing matches and keeps the filters', async () => {
    const api = operationsApi({
      getBoard: async () =>
        boardPage({
          rows: [],
          counts: {
            breached: 0,
            'at-risk': 0,
            unknown: 0,
            met: 0,
            undeclared: 0,
          },
        }),
    });
    renderOperations({ api, path: '/operations/fleet?q=nothing' });
    expect(
      await screen.findByText('No service matches these filters'),
    ).toBeVisible();
    expect(screen.getByLabelText('Service')).toHaveValue('nothing');
  });

  it('shows the layout to come while it loads', async () => {
    const api = operationsApi({ getBoard: () => new Promise(() => {}) });
    renderOperations({ api, path: '/operations/fleet' });
    expect(await screen.findByText('Loading the fleet')).toBeInTheDocument();
  });

  it('names the permission when it is denied', async () => {
    const api = operationsApi({
      getBoard: async () => {
        throw await refusal('Forbidden');
      },
    });
    renderOperations({ api, path: '/operations/fleet' });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It needs the permission opsdeck.operations.read.',
    );
    expect(await axeViolations(document.body)).toEqual([]);
  });

  it('keeps the last answer in sight when the next one fails', async () => {
    const api = operationsApi();
    renderOperations({ api, path: '/operations/fleet' });
    await screen.findByRole('table', { name: 'Services' });
    api.getBoard.mockImplementation(async () => {
      throw await refusal('Forbidden');
    });
    await act(() => sharedQueryClient().refetchQueries());
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByRole('table', { name: 'Services' })).toBeVisible();
  });
});
