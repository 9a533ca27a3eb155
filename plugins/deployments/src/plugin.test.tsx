import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { DeploymentsApi } from '@opsdeck/backstage-plugin-deployments-common';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import deploymentsPlugin, { deploymentsApiRef } from '.';
import {
  axeViolations,
  refusal,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import {
  ID,
  ago,
  cell,
  deployment,
  deploymentsApi,
  freshness,
  orders,
  overview,
} from './__testUtils__/fixtures';

function renderTab(api: DeploymentsApi, path = '/', entity: Entity = orders) {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity })],
    features: [deploymentsPlugin],
    apis: [[deploymentsApiRef, api]],
    initialRouteEntries: [path],
  });
}

afterEach(() => sharedQueryClient().clear());

const answersWith = (changes: Parameters<typeof overview>[0]) =>
  deploymentsApi({ getOverview: async () => overview(changes) });

/** Texts of a row of the matrix, first stage first. */
async function matrixRow(name: RegExp): Promise<(string | null)[]> {
  const matrix = await screen.findByRole('table', { name: 'What runs where' });
  const row = within(matrix).getByRole('row', { name });
  return within(row)
    .getAllByRole('cell')
    .map(one => one.textContent);
}

describe('the Deployments tab', () => {
  it('answers in one sentence, then shows what runs where and its age', async () => {
    const { container } = renderTab(deploymentsApi());
    expect(
      await screen.findByRole('heading', { name: /Production runs 1.42.0/ }),
    ).toBeVisible();
    expect(await matrixRow(/^version/)).toEqual([
      '1.44.0 ',
      expect.stringContaining('1.42.0'),
    ]);
    expect(await matrixRow(/^deployed/)).toEqual([
      '5 h ago · ana',
      '3 d ago · ana',
    ]);
    expect(await matrixRow(/^strategy/)).toEqual(['—none', 'canary']);
    expect(await matrixRow(/^health/)).toEqual([
      expect.stringContaining('not known'),
      expect.stringContaining('6 of 6 ready'),
    ]);
    expect(await matrixRow(/^drift/)).toEqual([
      '—none',
      '2 versions behind Staging · 5 h',
    ]);
    expect(screen.getByText(/Kubernetes · prod/)).toHaveTextContent(
      '1 min ago',
    );
    await screen.findByRole('table', { name: 'Deployments' });
    expect(await axeViolations(container)).toEqual([]);
  });

  it('lists deployments with who reports them', async () => {
    renderTab(deploymentsApi());
    const table = await screen.findByRole('table', { name: 'Deployments' });
    const [, row] = within(table).getAllByRole('row');
    expect(row).toHaveTextContent('succeeded');
    expect(row).toHaveTextContent('1.42.04bf5122');
    expect(row).toHaveTextContent('4 min');
    expect(row).toHaveTextContent('GitHub acme/orders, Kubernetes prod');
  });

  it('shows the layout to come while it loads', async () => {
    renderTab(deploymentsApi({ getOverview: () => new Promise(() => {}) }));
    expect(await screen.findByText('Loading deployments')).toBeInTheDocument();
  });

  it('says what is rolling out, and that workloads run different versions', async () => {
    renderTab(
      answersWith({
        environments: [
          cell({
            health: 'degraded',
            healthReason: '1 of 2 replicas are ready',
            rollingOut: deployment({
              artifact: { version: '1.43.0', digest: null, image: null },
              status: 'running',
            }),
            workloads: [
              {
                title: 'Deployment orders/worker',
                artifact: { version: '1.40.0', digest: null, image: null },
                replicas: { wanted: 2, ready: 1 },
                health: 'degraded',
                healthReason: '1 of 2 replicas are ready',
                links: [],
              },
            ],
          }),
        ],
      }),
    );
    expect(await matrixRow(/^version/)).toEqual([
      expect.stringMatching(/also 1\.40\.0.*1\.43\.0 is rolling out/),
    ]);
    expect(await matrixRow(/^health/)).toEqual([
      expect.stringMatching(/degraded.*1 of 2 ready/),
    ]);
  });

  it('says that nothing is known to run', async () => {
    renderTab(
      answersWith({
        environments: [
          cell({ artifact: null, since: null, author: null, drift: null }),
        ],
      }),
    );
    expect(await matrixRow(/^version/)).toEqual([
      expect.stringContaining('nothing known'),
    ]);
    expect(await matrixRow(/^deployed/)).toEqual(['not known']);
  });

  it.each([
    ['in-step', 'in step with Staging'],
    ['different', 'not what Staging runs'],
  ] as const)('puts the drift %s into words', async (state, text) => {
    const drift = { ...cell().drift!, state, versions: null };
    renderTab(answersWith({ environments: [cell({ drift })] }));
    expect(await matrixRow(/^drift/)).toEqual([text]);
  });
});

describe('the filters', () => {
  it('are in the link, and go to the backend', async () => {
    const api = deploymentsApi();
    renderTab(api, '/?environment=production&status=failed&author=ana');
    await screen.findByRole('table', { name: 'Deployments' });
    expect(api.listDeployments).toHaveBeenCalledWith(
      'component:default/orders',
      {
        environment: 'production',
        status: 'failed',
        author: 'ana',
        limit: 25,
      },
      expect.anything(),
    );
    expect(screen.getByLabelText('Environment')).toHaveValue('production');
    expect(screen.getByLabelText('Status')).toHaveValue('failed');
    expect(screen.getByLabelText('Author')).toHaveValue('ana');
  });

  it('change what is asked for, and are reset with one press', async () => {
    const api = deploymentsApi();
    renderTab(api);
    await userEvent.selectOptions(
      await screen.findByLabelText('Status'),
      'superseded',
    );
    await waitFor(() =>
      expect(api.listDeployments).toHaveBeenLastCalledWith(
        expect.anything(),
        { status: 'superseded', limit: 25 },
        expect.anything(),
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Reset filters' }),
    );
    expect(screen.getByLabelText('Status')).toHaveValue('');
    expect(
      screen.queryByRole('button', { name: 'Reset filters' }),
    ).not.toBeInTheDocument();
  });

  it('ignore a status that does not exist, and keep an author of long ago', async () => {
    const api = deploymentsApi();
    renderTab(api, '/?status=exploded&author=zoe');
    await screen.findByRole('table', { name: 'Deployments' });
    expect(api.listDeployments).toHaveBeenCalledWith(
      expect.anything(),
      { author: 'zoe', limit: 25 },
      expect.anything(),
    );
    expect(screen.getByLabelText('Author')).toHaveValue('zoe');
  });

  it('say when nothing fits', async () => {
    renderTab(
      deploymentsApi({
        listDeployments: async () => ({ items: [], nextCursor: null }),
      }),
      '/?status=failed',
    );
    expect(
      await screen.findByText('No deployment fits these filters'),
    ).toBeVisible();
  });
});

it('reads further deployments and says where it stops', async () => {
  const api = deploymentsApi({
    listDeployments: async (_entityRef, { limit = 0 } = {}) => ({
      // One for each page of 25: what counts is what is asked for.
      items: Array.from({ length: limit / 25 }, (_, index) =>
        deployment({ id: `id-${index}` }),
      ),
      nextCursor: 'more',
    }),
  });
  renderTab(api);
  for (let limit = 25; limit < 200; limit += 25) {
    await waitFor(() =>
      expect(api.listDeployments).toHaveBeenLastCalledWith(
        expect.anything(),
        { limit },
        expect.anything(),
      ),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );
  }
  expect(
    await screen.findByText(/These are the newest 8; the filters find/),
  ).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: 'Load more' }),
  ).not.toBeInTheDocument();
});

describe('the details', () => {
  it('open by their link, with every source’s word, and close with Escape', async () => {
    const api = deploymentsApi({
      listDeployments: async () => ({ items: [], nextCursor: null }),
    });
    renderTab(api, `/?deployment=${ID}`);
    const drawer = await screen.findByRole('dialog', {
      name: '1.42.0 to Production',
    });
    expect(api.getDeployment).toHaveBeenCalledWith(
      'component:default/orders',
      ID,
      expect.anything(),
    );
    expect(drawer).toHaveTextContent('Release 1.42.0');
    expect(drawer).toHaveTextContent('registry.example.com/orders:1.42.0');
    const steps = within(drawer).getByRole('table', {
      name: 'Steps reported by GitHub',
    });
    expect(steps).toHaveTextContent('in_progressRolling out');
    expect(
      within(drawer).getByText(
        'Only its present status is known: NewReplicaSetAvailable',
      ),
    ).toBeVisible();
    expect(drawer).toHaveTextContent(
      'prod is no longer configured: this is what it said last.',
    );
    expect(within(drawer).getByRole('link', { name: /Log/ })).toHaveAttribute(
      'href',
      'https://ci.example.com/42',
    );
    expect(await axeViolations(drawer)).toEqual([]);

    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('lead to what ran before', async () => {
    renderTab(deploymentsApi());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Open 1.42.0 to Production' }),
    );
    const drawer = await screen.findByRole('dialog');
    await userEvent.click(
      await within(drawer).findByRole('button', { name: '1.41.0' }),
    );
    expect(
      await screen.findByRole('dialog', { name: '1.41.0 to Production' }),
    ).toHaveTextContent('nothing on record');
  });

  it('say when there is no such deployment, and keep the rest of the tab', async () => {
    renderTab(
      deploymentsApi({
        getDeployment: async () => {
          throw await refusal('not this one');
        },
      }),
      `/?deployment=${ID}`,
    );
    const drawer = await screen.findByRole('dialog', { name: 'Deployment' });
    expect(await within(drawer).findByRole('alert')).toHaveTextContent(
      'You may not see this deployment',
    );
    expect(
      await screen.findByText(/Production runs 1.42.0/),
    ).toBeInTheDocument();
  });
});

describe('the Deployments tab without figures', () => {
  it('says what to paste', async () => {
    const { container } = renderTab(
      answersWith({ environments: [], verdict: null, sources: [] }),
    );
    expect(
      await screen.findByText('No deployment of this service is known'),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: /Text to add/ }),
    ).toHaveTextContent(
      'backstage.io/kubernetes-id: orders github.com/project-slug: your-org/orders',
    );
    expect(await axeViolations(container)).toEqual([]);
  });

  it('names a source that may be the reason', async () => {
    const failing = freshness({
      lastSuccessAt: null,
      failure: {
        kind: 'forbidden',
        message: 'needs list deployments.apps',
        at: ago(1),
      },
    });
    renderTab(answersWith({ environments: [], sources: [failing] }));
    expect(
      await screen.findByRole('list', { name: 'Sources with problems' }),
    ).toHaveTextContent('needs list deployments.apps');
  });

  it('shows the list where only places without an environment are known', async () => {
    renderTab(
      answersWith({
        environments: [],
        verdict: null,
        headline: 'This service is deployed to places …',
        unmapped: ['cluster qa, namespace orders'],
      }),
    );
    expect(
      await screen.findByText(/cluster qa, namespace orders/),
    ).toBeVisible();
    expect(
      await screen.findByRole('table', { name: 'Deployments' }),
    ).toBeVisible();
  });

  it('names the permission when it is denied', async () => {
    const api = deploymentsApi({
      getOverview: async () => {
        throw await refusal('Forbidden');
      },
    });
    const { container } = renderTab(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see deploymentsIt needs the permission opsdeck.deployments.read.',
    );
    expect(api.getOverview).toHaveBeenCalledTimes(1);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('offers another try after a failure', async () => {
    const api = deploymentsApi();
    api.getOverview.mockRejectedValueOnce(new Error('the database is away'));
    api.getOverview.mockRejectedValueOnce(new Error('the database is away'));
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByRole('heading', { name: /Production runs 1.42.0/ }),
    ).toBeVisible();
  });

  it('keeps the matrix when the list cannot be read', async () => {
    renderTab(
      deploymentsApi({
        listDeployments: async () => {
          throw await refusal('not this one');
        },
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see deployments',
    );
    expect(
      screen.getByRole('table', { name: 'What runs where' }),
    ).toBeVisible();
  });

  it('is not there for other kinds of entities', async () => {
    const api = deploymentsApi();
    renderTab(api, '/', { ...orders, kind: 'Resource' });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    expect(api.getOverview).not.toHaveBeenCalled();
  });
});
