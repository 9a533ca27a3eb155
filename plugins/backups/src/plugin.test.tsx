import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { BackupsApi } from '@opsdeck/backstage-plugin-backups-common';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import backupsPlugin, { backupsApiRef } from '.';
import {
  axeViolations,
  refusal,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import {
  ARN,
  backupsApi,
  freshness,
  orders,
  overview,
  resource,
} from './__testUtils__/fixtures';

function renderTab(api: BackupsApi, path = '/', entity: Entity = orders) {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity })],
    features: [backupsPlugin],
    apis: [[backupsApiRef, api]],
    initialRouteEntries: [path],
  });
}

afterEach(() => sharedQueryClient().clear());

describe('the Backups tab', () => {
  it('answers in one sentence, then shows the evidence and its age', async () => {
    const { container } = renderTab(backupsApi());
    expect(
      await screen.findByRole('heading', { name: /would lose 47 min/ }),
    ).toBeVisible();
    const table = screen.getByRole('table', { name: 'Backups by resource' });
    expect(within(table).getByText('orders-db')).toBeVisible();
    expect(within(table).getByText('47 min')).toBeVisible();
    expect(
      screen.getByText(/Amazon RDS · production eu-west-1/),
    ).toHaveTextContent('2 min ago');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('shows the layout to come while it loads', async () => {
    renderTab(backupsApi({ getOverview: () => new Promise(() => {}) }));
    expect(await screen.findByText('Loading backups')).toBeInTheDocument();
  });

  it('opens the details by their link and closes them with Escape', async () => {
    const api = backupsApi();
    renderTab(api, `/?resource=aws-rds+${encodeURIComponent(ARN)}`);
    const drawer = await screen.findByRole('dialog', { name: 'orders-db' });
    expect(within(drawer).getByText('on, kept for 7 days')).toBeVisible();
    expect(
      within(drawer).getByText('no restore test is on record'),
    ).toBeVisible();
    expect(
      await within(drawer).findByRole('table', { name: 'Recovery points' }),
    ).toHaveTextContent('automated');
    expect(api.listRecoveryPoints).toHaveBeenCalledWith(
      'component:default/orders',
      { resourceKey: ARN, sourceId: 'aws-rds', limit: 25 },
      expect.anything(),
    );
    expect(await axeViolations(drawer)).toEqual([]);

    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('opens a row that no source has found', async () => {
    const lost = resource({
      key: null,
      sourceId: null,
      title: 'lost-db',
      entityRef: 'resource:default/lost-db',
      protection: null,
      pointInTime: null,
      restorableAt: null,
      exposureMs: null,
      breachAt: null,
      lastGoodPoint: null,
      freshness: null,
      assessment: {
        verdict: 'unknown',
        reason: 'No source has found this resource',
      },
    });
    const api = backupsApi({
      getOverview: async () => overview({ resources: [lost] }),
    });
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Open lost-db' }),
    );
    const drawer = await screen.findByRole('dialog', { name: 'lost-db' });
    expect(drawer).toHaveTextContent('No source has found this resource');
    expect(api.listRecoveryPoints).not.toHaveBeenCalled();
  });

  it('says what the configuration cannot keep, and how much is lost at worst', async () => {
    const finding = 'Automated backups are off';
    const short = resource({ findings: [finding] });
    renderTab(
      backupsApi({ getOverview: async () => overview({ resources: [short] }) }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Open orders-db' }),
    );
    const drawer = await screen.findByRole('dialog');
    expect(within(drawer).getByText(finding)).toBeVisible();
    expect(drawer).toHaveTextContent('47 min now, at worst 5 min');
  });

  it('keeps the rest of the tab when the recovery points cannot be read', async () => {
    renderTab(
      backupsApi({
        listRecoveryPoints: async () => {
          throw await refusal('not this one');
        },
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Open orders-db' }),
    );
    const drawer = await screen.findByRole('dialog');
    expect(
      await within(drawer).findByText('You may not see recovery points'),
    ).toBeVisible();
    expect(within(drawer).getByText('on, kept for 7 days')).toBeVisible();
  });

  it('reads further recovery points and says where it stops', async () => {
    const point = resource().lastGoodPoint;
    const api = backupsApi({
      listRecoveryPoints: async (_entityRef, { limit = 0 }) => ({
        // One for each page of 25: what counts is what is asked for.
        items: Array.from({ length: limit / 25 }, (_, index) => ({
          ...point!,
          key: `point-${index}`,
        })),
        nextCursor: 'more',
      }),
    });
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Open orders-db' }),
    );
    for (let limit = 25; limit < 200; limit += 25) {
      await waitFor(() =>
        expect(api.listRecoveryPoints).toHaveBeenLastCalledWith(
          expect.anything(),
          expect.objectContaining({ limit }),
          expect.anything(),
        ),
      );
      await userEvent.click(
        await screen.findByRole('button', { name: 'Load more' }),
      );
    }
    expect(
      await screen.findByText('These are the newest 8; there are older ones.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Load more' }),
    ).not.toBeInTheDocument();
  });

  it('names a source that fails beside figures that still count', async () => {
    const failing = freshness({
      failure: {
        kind: 'unauthorized',
        message: 'the token was refused',
        at: new Date().toISOString(),
      },
    });
    renderTab(
      backupsApi({ getOverview: async () => overview({ sources: [failing] }) }),
    );
    const problems = await screen.findByRole('list', {
      name: 'Sources with problems',
    });
    expect(problems).toHaveTextContent('the token was refused');
    expect(
      screen.getByRole('heading', { name: /would lose 47 min/ }),
    ).toBeVisible();
  });
});

describe('the Backups tab without figures', () => {
  it('says what to paste for a service', async () => {
    const { container } = renderTab(
      backupsApi({ getOverview: async () => overview({ resources: [] }) }),
    );
    expect(
      await screen.findByText('No backups are known for this service'),
    ).toBeVisible();
    const yaml = screen.getByRole('region', { name: /Text to add/ });
    expect(yaml).toHaveTextContent('name: orders-db');
    expect(yaml).toHaveTextContent('owner: group:default/payments');
    expect(yaml).toHaveTextContent('- component:default/orders');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('says what to paste for a resource', async () => {
    renderTab(
      backupsApi({ getOverview: async () => overview({ resources: [] }) }),
      '/',
      { ...orders, kind: 'Resource', metadata: { name: 'orders-db' } },
    );
    expect(
      await screen.findByText('No backup of orders-db is known'),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: /Text to add/ }),
    ).toHaveTextContent('kind: Resource metadata: name: orders-db');
  });

  it('names the permission when it is denied', async () => {
    const api = backupsApi({
      getOverview: async () => {
        throw await refusal('Forbidden');
      },
    });
    const { container } = renderTab(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see backupsIt needs the permission opsdeck.backups.read.',
    );
    expect(api.getOverview).toHaveBeenCalledTimes(1);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('offers another try after a failure', async () => {
    const api = backupsApi();
    api.getOverview.mockImplementation(async () => {
      throw await refusal('Forbidden');
    });
    api.getOverview.mockRejectedValueOnce(new Error('the database is away'));
    api.getOverview.mockRejectedValueOnce(new Error('the database is away'));
    api.getOverview.mockResolvedValueOnce(overview());
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByRole('heading', { name: /would lose 47 min/ }),
    ).toBeVisible();

    await act(() => sharedQueryClient().refetchQueries());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see backups',
    );
    expect(
      screen.getByRole('heading', { name: /would lose 47 min/ }),
    ).toBeVisible();
  });

  it('is not there for other kinds of entities', async () => {
    const api = backupsApi();
    renderTab(api, '/', { ...orders, kind: 'Group' });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    expect(api.getOverview).not.toHaveBeenCalled();
  });
});
