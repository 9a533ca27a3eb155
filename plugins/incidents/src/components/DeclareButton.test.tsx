import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axeViolations } from '@opsdeck/backstage-plugin-operations-react/testing';
import { incidentsApi } from '../__testUtils__/fixtures';
import { renderTab } from '../__testUtils__/renderTab';

afterEach(() => sharedQueryClient().clear());

describe('declaring an incident', () => {
  const openDialog = async (api = incidentsApi()) => {
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Declare an incident' }),
    );
    return screen.findByRole('dialog', {
      name: 'Declare an incident of Shop?',
    });
  };

  it('takes a title, a severity and a note', async () => {
    const api = incidentsApi();
    const dialog = await openDialog(api);
    await userEvent.selectOptions(
      within(dialog).getByLabelText('Severity'),
      'P1',
    );
    await userEvent.click(within(dialog).getByLabelText('What is broken'));
    await userEvent.paste(' Payments fail ');
    await userEvent.click(within(dialog).getByLabelText(/Reason/));
    await userEvent.paste('three customers called');
    expect(await axeViolations(dialog)).toEqual([]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Declare a P1 incident' }),
    );
    await waitFor(() =>
      expect(api.declare).toHaveBeenCalledWith('component:default/shop', {
        title: 'Payments fail',
        severity: 'P1',
        note: 'three customers called',
      }),
    );
  });

  it('needs no title in a hurry', async () => {
    const api = incidentsApi();
    const dialog = await openDialog(api);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Declare a P2 incident' }),
    );
    await waitFor(() =>
      expect(api.declare).toHaveBeenCalledWith('component:default/shop', {
        title: 'Incident of Shop',
        severity: 'P2',
      }),
    );
  });
});
