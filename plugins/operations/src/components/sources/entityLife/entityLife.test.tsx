import { FleetEntities } from '@opsdeck/backstage-plugin-operations-common';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import {
  axeViolations,
  refusal,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntitiesApi } from '../../..';
import {
  NOTHING,
  entitiesApi,
  entitiesToDecide,
} from '../../../__testUtils__/entities';
import { operationsApi } from '../../../__testUtils__/fixtures';
import { renderOperations } from '../../../__testUtils__/renderOperations';

afterEach(() => sharedQueryClient().clear());

const NAME = 'Entities that were renamed or have vanished';

function render(overrides: Partial<EntitiesApi> = {}) {
  const entities = entitiesApi({
    get: async () => entitiesToDecide(),
    ...overrides,
  });
  renderOperations({
    api: operationsApi(),
    entities,
    path: '/operations/sources',
  });
  return entities;
}

async function ask(button: string | RegExp) {
  await userEvent.click(await screen.findByRole('button', { name: button }));
  return screen.findByRole('dialog');
}

describe('what administrators decide of entities', () => {
  it('is told with its evidence, once for all backends', async () => {
    render();
    const panel = await screen.findByRole('region', { name: NAME });
    expect(
      within(panel)
        .getAllByRole('listitem')
        .map(item =>
          [...item.querySelectorAll('p')].map(line => line.textContent),
        ),
    ).toEqual([
      [
        expect.stringMatching(
          /Incidents: 12 of 40 entities vanished at once, noticed 30 min ago: nothing is deleted until you confirm\.$/,
        ),
      ],
      [
        'component:default/shop seems to be component:default/checkout now.',
        'It has the same value of argocd/app-name. Noticed 20 min ago. It has history in Backups, Incidents.',
      ],
      [
        'Accepted: the history of component:default/old moves to component:default/new. Still to be told: Runbooks.',
      ],
      [
        'component:default/cart: Two entities claim component:default/basket (Backups, Incidents)',
      ],
    ]);
    expect(
      within(panel).getByText(
        /SLOs did not say what became of its entities: It could not be reached/,
      ),
    ).toBeVisible();
    expect(
      within(panel).getByRole('link', { name: 'component:default/checkout' }),
    ).toHaveAttribute('href', '/catalog/default/component/checkout');
    expect(await axeViolations(document.body)).toEqual([]);
  });

  it('is not there while there is nothing to decide', async () => {
    const entities = render({ get: async () => NOTHING });
    await screen.findByRole('table', { name: 'Data sources' });
    await waitFor(() => expect(entities.get).toHaveBeenCalled());
    expect(screen.queryByRole('region', { name: NAME })).toBeNull();
  });

  const all = entitiesToDecide();
  it.each<[string, Partial<FleetEntities>, RegExp]>([
    ['a proposal', { proposals: all.proposals }, /seems to be/],
    ['a decision to pass on', { decisions: all.decisions }, /to be told/],
    ['a rename that fails', { plugins: [all.plugins[0]] }, /Two entities/],
    [
      'a halt',
      { plugins: [{ ...all.plugins[1], problems: [] }] },
      /vanished at once/,
    ],
    ['a silent backend', { plugins: [all.plugins[2]] }, /did not say/],
  ])('is there for %s alone', async (_what, only, text) => {
    render({ get: async () => ({ ...NOTHING, ...only }) });
    const panel = await screen.findByRole('region', { name: NAME });
    expect(within(panel).getByText(text)).toBeVisible();
  });

  it('says what follows, and the result in place', async () => {
    let decided = false;
    const entities = render({
      get: async () => (decided ? NOTHING : entitiesToDecide()),
      decide: async () => {
        decided = true;
      },
    });
    const dialog = await ask(
      'Accept that component:default/shop is component:default/checkout now',
    );
    expect(dialog).toHaveTextContent(
      'The history of component:default/shop in all tabs moves to component:default/checkout.',
    );
    expect(await axeViolations(dialog)).toEqual([]);
    expect(entities.decide).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Accept the rename' }),
    );
    const result = await screen.findByText(
      'Accepted: the history of component:default/shop moves to component:default/checkout.',
    );
    expect(entities.decide.mock.calls).toEqual([
      [
        {
          from: 'component:default/shop',
          to: 'component:default/checkout',
          decision: 'accepted',
        },
      ],
    ]);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(result.parentElement).toHaveFocus();
  });

  it('can be declined, with the keyboard', async () => {
    const entities = render();
    (await screen.findByRole('button', { name: /^Decline that / })).focus();
    await userEvent.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('this is not proposed again');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Decline the rename' }),
    );
    expect(await screen.findByText(/^Declined: /)).toBeVisible();
    expect(entities.decide).toHaveBeenCalledWith(
      expect.objectContaining({ decision: 'declined' }),
    );
  });

  it('confirms that many have left, of that backend only', async () => {
    const entities = render();
    const dialog = await ask('Confirm that they left Incidents');
    expect(dialog).toHaveTextContent('lose their history in Incidents');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm that they left' }),
    );
    expect(
      await screen.findByText(
        'Confirmed: Incidents counts the entities as gone.',
      ),
    ).toBeVisible();
    expect(entities.confirm.mock.calls).toEqual([['incidents']]);
    expect(entities.decide).not.toHaveBeenCalled();
  });

  it('changes nothing when the dialog is left', async () => {
    const entities = render();
    await ask(/^Accept that /);
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(entities.decide).not.toHaveBeenCalled();
  });

  it('names the permission when a decision is refused', async () => {
    render({
      decide: async () => {
        throw await refusal('Forbidden');
      },
    });
    const dialog = await ask(/^Accept that /);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Accept the rename' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'You may not accept the renameIt needs the permission opsdeck.entities.manage.',
    );
    expect(
      screen.queryByText(/^Accepted: the history of component:default\/shop/),
    ).toBeNull();
  });

  it('says when it cannot be known', async () => {
    render({
      get: async () => {
        throw await refusal('Forbidden');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see renamed and vanished entitiesIt needs the permission opsdeck.entities.manage.',
    );
  });
});
