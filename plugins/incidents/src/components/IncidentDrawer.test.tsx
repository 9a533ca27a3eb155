import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  axeViolations,
  refusal,
  responseError,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { ID, ago, detail, incidentsApi } from '../__testUtils__/fixtures';
import { renderTab } from '../__testUtils__/renderTab';

afterEach(() => sharedQueryClient().clear());

describe('an incident', () => {
  const open = async (api = incidentsApi()) => {
    renderTab(api, { path: `/?incident=${ID}` });
    return screen.findByRole('dialog', {
      name: 'INC-2026-015 P1 “Checkout fails”',
    });
  };

  it('opens by its link with clocks, the most likely change and the timeline', async () => {
    const api = incidentsApi();
    const drawer = await open(api);
    expect(api.getIncident).toHaveBeenCalledWith(ID, expect.anything());
    const suspects = within(drawer).getByRole('list', {
      name: 'Most likely changes',
    });
    expect(
      within(suspects)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      '1.43.0 to Production: succeeded3 min before it began: the most likely one',
      '1.44.0-rc.1 to Staging: succeeded1 h 28 min before it began',
    ]);
    const timeline = within(drawer).getByRole('region', {
      name: 'Timeline of INC-2026-015',
    });
    const [note, fired, deployed] = within(timeline).getAllByRole('listitem');
    expect(note).toHaveTextContent(
      '<script>alert(1)</script> **looking** incidentby olga.operator',
    );
    expect(fired).toHaveTextContent('Alert HighErrorRate fires');
    expect(within(deployed).getByRole('link')).toHaveAttribute(
      'href',
      expect.stringMatching(/\/deployments$/),
    );
    expect(await axeViolations(drawer)).toEqual([]);

    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('says what the timeline lacks instead of claiming that nothing changed', async () => {
    const gap = 'Deployments are not shown: you lack the permission';
    const drawer = await open(
      incidentsApi({
        getIncident: async () => detail({ suspectedChanges: [], gaps: [gap] }),
      }),
    );
    expect(within(drawer).getByText(`${gap}.`)).toBeVisible();
    expect(drawer).not.toHaveTextContent('Nothing is known to have changed');
  });

  it('says when nothing is known to have changed', async () => {
    const drawer = await open(
      incidentsApi({
        getIncident: async () => detail({ suspectedChanges: [] }),
      }),
    );
    expect(drawer).toHaveTextContent('Nothing is known to have changed');
  });

  it('says that all its alerts have ended', async () => {
    const drawer = await open(
      incidentsApi({
        getIncident: async () => detail({ alertsEndedAt: ago(5) }),
      }),
    );
    expect(drawer).toHaveTextContent(
      'All its alerts have ended 5 min ago. Resolve it if it is over.',
    );
  });

  it('opens from the list', async () => {
    renderTab(incidentsApi());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Timeline of INC-2026-015' }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Checkout fails',
    );
  });

  it('says when it is not there, or not to be seen', async () => {
    renderTab(
      incidentsApi({
        getIncident: async () => {
          throw await responseError(404, 'NotFoundError', `No incident ${ID}`);
        },
      }),
      { path: `/?incident=${ID}` },
    );
    const drawer = await screen.findByRole('dialog', { name: 'Incident' });
    expect(await within(drawer).findByRole('alert')).toHaveTextContent(
      'Not found: the incident',
    );
  });

  it('takes a note', async () => {
    const api = incidentsApi();
    const drawer = await open(api);
    const field = within(drawer).getByLabelText('Note for the timeline');
    const add = within(drawer).getByRole('button', { name: 'Add note' });
    expect(add).toBeDisabled();
    await userEvent.click(field);
    await userEvent.paste('  Restarted the pods ');
    await userEvent.click(add);
    await waitFor(() =>
      expect(api.addNote).toHaveBeenCalledWith(ID, {
        text: 'Restarted the pods',
      }),
    );
    await waitFor(() => expect(field).toHaveValue(''));
    expect(api.getIncident.mock.calls.length).toBeGreaterThan(1);
  });

  it('keeps a note that was refused', async () => {
    const api = incidentsApi({
      addNote: async () => {
        throw await refusal('no');
      },
    });
    const drawer = await open(api);
    const field = within(drawer).getByLabelText('Note for the timeline');
    await userEvent.type(field, 'Lost?');
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Add note' }),
    );
    expect(await within(drawer).findByRole('alert')).toHaveTextContent(
      'opsdeck.incidents.write',
    );
    expect(field).toHaveValue('Lost?');
  });
});
