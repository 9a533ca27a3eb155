import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  axeViolations,
  responseError,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import {
  ID,
  ago,
  detail,
  incident,
  incidentsApi,
  overview,
  shop,
} from '../__testUtils__/fixtures';
import { renderTab } from '../__testUtils__/renderTab';

afterEach(() => sharedQueryClient().clear());

const answersWith = (changes: Parameters<typeof overview>[0]) =>
  incidentsApi({ getOverview: async () => overview(changes) });

describe('the buttons of an incident', () => {
  const buttons = async () => {
    const active = await screen.findByRole('article');
    return within(active)
      .getAllByRole('button')
      .map(button => button.textContent);
  };

  it.each([
    ['detected', ['Acknowledge', 'Mark as mitigated', 'Resolve', 'Decline']],
    ['acknowledged', ['Mark as mitigated', 'Resolve', 'Decline']],
    ['mitigated', ['Resolve']],
    ['reopened', ['Mark as mitigated', 'Resolve']],
  ] as const)('of one that is %s name their effect', async (state, labels) => {
    renderTab(answersWith({ active: [incident({ state })] }));
    await waitFor(async () =>
      expect(await buttons()).toEqual([
        ...labels.map(label => `${label} INC-2026-015`),
        'Timeline of INC-2026-015',
      ]),
    );
  });

  it('ask before they write, and send the version that was seen', async () => {
    const api = answersWith({ active: [incident({ version: 7 })] });
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge INC-2026-015' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Acknowledge INC-2026-015?',
    });
    expect(dialog).toHaveTextContent('you become its commander');
    expect(api.changeState).not.toHaveBeenCalled();
    expect(await axeViolations(dialog)).toEqual([]);
    // Somebody else changes it while the dialog is open.
    api.getOverview.mockResolvedValue(
      overview({ active: [incident({ version: 8 })] }),
    );
    await act(() => sharedQueryClient().refetchQueries());
    await userEvent.click(within(dialog).getByRole('textbox'));
    await userEvent.paste('on it');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Acknowledge INC-2026-015' }),
    );
    await waitFor(() =>
      expect(api.changeState).toHaveBeenCalledWith(ID, {
        state: 'acknowledged',
        expectedVersion: 7,
        note: 'on it',
      }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('explain a conflict in place', async () => {
    const said =
      'INC-2026-015 has changed since you looked: it is resolved, P1 (version 3)';
    renderTab(
      incidentsApi({
        changeState: async () => {
          throw await responseError(409, 'ConflictError', said);
        },
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resolve INC-2026-015' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Resolve INC-2026-015' }),
    );
    const problem = await within(dialog).findByRole('alert');
    expect(problem).toHaveTextContent('Could not resolve INC-2026-015');
    expect(within(problem).getByText(said)).toBeVisible();
  });

  it('are not there for who may not, with a word on who may', async () => {
    // Backstage remembers answers about permissions per entity.
    const cart = { ...shop, metadata: { name: 'cart' } };
    const entityRef = 'component:default/cart';
    renderTab(answersWith({ active: [incident({ entityRef })] }), {
      entity: cart,
      mayWrite: false,
    });
    expect(
      await screen.findByText(/needs the permission opsdeck.incidents.write/),
    ).toBeVisible();
    expect(await buttons()).toEqual(['Timeline of INC-2026-015']);
    expect(
      screen.queryByRole('button', { name: 'Declare an incident' }),
    ).not.toBeInTheDocument();
  });

  it('reopen what was resolved', async () => {
    const api = incidentsApi({
      getIncident: async () =>
        detail({ state: 'resolved', resolvedAt: ago(1) }),
    });
    renderTab(api, { path: `/?incident=${ID}` });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reopen INC-2026-015' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Reopen INC-2026-015?',
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reopen INC-2026-015' }),
    );
    await waitFor(() =>
      expect(api.changeState).toHaveBeenCalledWith(ID, {
        state: 'reopened',
        expectedVersion: 1,
      }),
    );
  });
});
