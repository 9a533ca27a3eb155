import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { SlosApi } from '@opsdeck/backstage-plugin-slos-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import slosPlugin, { slosApiRef } from '.';
import {
  axeViolations,
  refusal,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import {
  freshness,
  orders,
  overview,
  slo,
  slosApi,
} from './__testUtils__/fixtures';

/** jsdom neither paints nor measures: the drawing library is not what is tested here. */
jest.mock('uplot', () => ({
  __esModule: true,
  default: class {
    destroy() {}
    setData() {}
    setSize() {}
  },
}));

window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

function renderTab(api: SlosApi, path = '/', entity: Entity = orders) {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity })],
    features: [slosPlugin],
    apis: [[slosApiRef, api]],
    initialRouteEntries: [path],
  });
}

const openDetails = async () => {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Open Availability' }),
  );
  return screen.findByRole('dialog', { name: 'Availability' });
};

afterEach(() => sharedQueryClient().clear());

describe('the SLO tab', () => {
  it('answers in one sentence, then shows one line per objective and its age', async () => {
    const { container } = renderTab(slosApi());
    expect(
      await screen.findByRole('heading', { name: /Availability is at risk/ }),
    ).toBeVisible();
    const table = screen.getByRole('table', {
      name: 'Service level objectives',
    });
    expect(table).toHaveTextContent('99.9 %');
    expect(table).toHaveTextContent('99.93 %');
    expect(table).toHaveTextContent('Occurrences · 30 d, rolling');
    expect(table).toHaveTextContent('6.2× · 6.1× · —');
    // A gap of a few slices must not read as none.
    expect(table).toHaveTextContent('99 %');
    expect(
      within(table).getByRole('meter', {
        name: 'Error budget of Availability',
      }),
    ).toHaveAttribute('aria-valuetext', '31 % left · 13 min');
    expect(screen.getByText(/Prometheus · main/)).toHaveTextContent(
      '2 min ago',
    );
    expect(await axeViolations(container)).toEqual([]);
  });

  it('opens the details by their link and closes them with Escape', async () => {
    const api = slosApi();
    renderTab(api, '/?slo=availability');
    const drawer = await screen.findByRole('dialog', { name: 'Availability' });
    expect(
      await within(drawer).findByRole('figure', { name: /Error budget left/ }),
    ).toBeInTheDocument();
    expect(drawer).toHaveTextContent('999,300 of 1,000,000 events');
    expect(drawer).toHaveTextContent('690 of 1,000 spent');
    expect(drawer).toHaveTextContent('310 in a row');
    expect(drawer).toHaveTextContent('if it goes on as in the last 6 h');
    expect(drawer).toHaveTextContent('Prometheus main keeps 15d');
    expect(drawer).toHaveTextContent('runbooks/availability.md');
    expect(
      within(drawer).getByRole('table', { name: 'Burn rates' }),
    ).toHaveTextContent('6 h and 30 min');
    expect(await axeViolations(drawer)).toEqual([]);

    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('looks closer at the last day', async () => {
    const api = slosApi();
    renderTab(api);
    const drawer = await openDetails();
    expect(api.getSeries).toHaveBeenLastCalledWith(
      'component:default/orders',
      'availability',
      {},
      expect.anything(),
    );
    await userEvent.click(within(drawer).getByRole('button', { name: '1 d' }));
    await waitFor(() =>
      expect(api.getSeries).toHaveBeenLastCalledWith(
        'component:default/orders',
        'availability',
        { window: 'P1D' },
        expect.anything(),
      ),
    );
  });

  it('shows the file that declares the objective', async () => {
    const api = slosApi();
    renderTab(api);
    const drawer = await openDetails();
    expect(
      within(drawer).getByRole('link', { name: /slos.yaml:12/ }),
    ).toHaveAttribute('href', 'https://example.com/orders/slos.yaml');
    expect(api.getDefinition).not.toHaveBeenCalled();
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Show the file' }),
    );
    expect(
      await within(drawer).findByRole('region', { name: 'Text of slos.yaml' }),
    ).toHaveTextContent('kind: SLO');
  });

  it('keeps the facts when the burn-down cannot be read', async () => {
    renderTab(
      slosApi({
        getSeries: async () => {
          throw await refusal('not this one');
        },
      }),
    );
    const drawer = await openDetails();
    expect(
      await within(drawer).findByText('You may not see the burn-down'),
    ).toBeVisible();
    expect(drawer).toHaveTextContent('999,300 of 1,000,000 events');
  });

  it('names each problem of the files with its place', async () => {
    const problem = {
      severity: 'error',
      rule: 'openslo/range',
      message: 'A target lies in [0, 1)',
      file: 'slos.yaml',
      line: 34,
      path: 'spec.objectives[0].target',
      lastGoodInUse: true,
    } as const;
    const unreadable = {
      ...problem,
      rule: 'document/unreadable',
      message: 'There is no such file.',
      file: 'more.yaml',
      line: null,
      lastGoodInUse: false,
    };
    const { container } = renderTab(
      slosApi({
        getOverview: async () => overview({ problems: [problem, unreadable] }),
      }),
    );
    const list = await screen.findByRole('region', {
      name: 'Problems in the SLO files',
    });
    expect(list).toHaveTextContent(
      'Error in slos.yaml:34: A target lies in [0, 1) The last good version stays in use.',
    );
    expect(list).toHaveTextContent(
      'Error in more.yaml: There is no such file. document/unreadable',
    );
    expect(await axeViolations(container)).toEqual([]);
  });

  it('says what is not known of an objective that nothing measures', async () => {
    const blind = slo({
      sli: null,
      budget: null,
      burnTiers: [],
      forecast: null,
      coverage: 0,
      dataThrough: null,
      freshness: null,
      history: {
        ...slo().history,
        readFrom: null,
        readThrough: null,
        knownFrom: null,
        limit: null,
      },
      assessment: {
        verdict: 'unknown',
        reason: 'No source for Datadog metrics is configured',
      },
    });
    renderTab(
      slosApi({ getOverview: async () => overview({ slos: [blind] }) }),
    );
    const drawer = await openDetails();
    expect(drawer).toHaveTextContent(
      'No source for Datadog metrics is configured',
    );
    expect(drawer).toHaveTextContent('not yet');
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
      slosApi({ getOverview: async () => overview({ sources: [failing] }) }),
    );
    expect(
      await screen.findByRole('list', { name: 'Sources with problems' }),
    ).toHaveTextContent('the token was refused');
  });
});

describe('the SLO tab without figures', () => {
  it('shows the layout to come while it loads', async () => {
    renderTab(slosApi({ getOverview: () => new Promise(() => {}) }));
    expect(
      await screen.findByText('Loading service level objectives'),
    ).toBeInTheDocument();
  });

  it('says what to paste, and where', async () => {
    const { container } = renderTab(
      slosApi({ getOverview: async () => overview({ slos: [] }) }),
    );
    expect(
      await screen.findByText('No service level objective is declared'),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'Text to add to catalog-info.yaml' }),
    ).toHaveTextContent('opsdeck.io/slos: slos.yaml');
    expect(
      screen.getByRole('region', { name: 'Text to add to slos.yaml' }),
    ).toHaveTextContent('http_requests_total{service="orders",code!~"5.."}');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('names the permission when it is denied', async () => {
    const api = slosApi({
      getOverview: async () => {
        throw await refusal('Forbidden');
      },
    });
    const { container } = renderTab(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see service level objectivesIt needs the permission opsdeck.slos.read.',
    );
    expect(api.getOverview).toHaveBeenCalledTimes(1);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('is not there for other kinds of entities', async () => {
    const api = slosApi();
    renderTab(api, '/', { ...orders, kind: 'Group' });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    expect(api.getOverview).not.toHaveBeenCalled();
  });
});
