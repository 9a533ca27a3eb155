import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import {
  axeViolations,
  refusal,
  responseError,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ago,
  fleetOf,
  operationsApi,
  scope,
} from '../../../__testUtils__/fixtures';
import { renderOperations } from '../../../__testUtils__/renderOperations';
import {
  binding,
  tabBindings,
  tabSources,
} from '../../../__testUtils__/tabSources';

afterEach(() => sharedQueryClient().clear());

const OPENED = '/operations/sources?source=backups+aws-rds+eu-west-1';
const api = operationsApi({
  getSources: async () =>
    fleetOf(scope('eu-west-1', { unbound: 1, deadLetters: 1 })),
});

function cellsOf(table: HTMLElement) {
  return within(table)
    .getAllByRole('cell')
    .map(cell => cell.textContent);
}

describe('the details of a source', () => {
  it('are fetched when they are asked for, and keep a link', async () => {
    const sources = tabSources();
    renderOperations({ api, sources, path: OPENED });
    const policy = await screen.findByRole('button', {
      name: 'What it needs at the provider',
    });
    expect(sources.getPolicies).not.toHaveBeenCalled();
    await userEvent.click(policy);
    expect(await screen.findByText('{"Version":"2012-10-17"}')).toBeVisible();
    expect(screen.getByText('rds:DescribeDBInstances')).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent('show=policy');
    expect(await axeViolations(screen.getByRole('dialog'))).toEqual([]);
  });

  it('tell how each reading went', async () => {
    const sources = tabSources({
      listRuns: async () => ({
        items: [
          {
            id: '2',
            startedAt: ago(2),
            finishedAt: ago(1),
            outcome: 'partial',
            records: 7,
            rejected: 1,
            calls: 4,
            failure: {
              kind: 'throttled',
              message: 'the provider asks us to slow down',
              at: ago(1),
            },
          },
        ],
        nextCursor: null,
      }),
    });
    renderOperations({ api, sources, path: `${OPENED}&show=runs` });
    const table = await screen.findByRole('table', { name: 'Readings' });
    expect(
      within(table)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual([
      'partial (at risk)',
      '2 min ago',
      '1 min',
      '7 records, 1 not understood, 4 callsthe provider asks us to slow down',
    ]);
  });

  it('tell whose each record is, and through what', async () => {
    const bindings = tabBindings();
    renderOperations({ api, bindings, path: `${OPENED}&show=bindings` });
    const table = await screen.findByRole('table', {
      name: 'Records of the source',
    });
    expect(
      within(table).getByRole('link', { name: 'resource:default/orders-db' }),
    ).toHaveAttribute('href', '/catalog/default/resource/orders-db');
    expect(cellsOf(table)).toEqual([
      'orders-dbarn:orders-db',
      'resource:default/orders-db',
      'annotation amazonaws.com/arn is arn:orders-db',
      'strangerarn:stranger',
      'none',
      'several entities carry the ARNresource:default/oneresource:default/two',
    ]);
    expect(bindings.listOfSource).toHaveBeenCalledWith(
      'aws-rds',
      { scopeId: 'eu-west-1', state: undefined, limit: 20 },
      expect.anything(),
    );
    expect(await axeViolations(screen.getByRole('dialog'))).toEqual([]);
  });

  it('narrow the records to those without an entity, and keep a link', async () => {
    renderOperations({ api, path: `${OPENED}&show=bindings` });
    await userEvent.selectOptions(
      await screen.findByLabelText('Records'),
      'without an entity',
    );
    await waitFor(() =>
      expect(screen.queryByText('orders-db')).not.toBeInTheDocument(),
    );
    expect(
      screen.getByRole('link', { name: 'resource:default/two' }),
    ).toHaveAttribute('href', '/catalog/default/resource/two');
    expect(screen.getByTestId('address')).toHaveTextContent('records=unbound');
  });

  it('tell when the catalog has changed its mind, and what is only noted', async () => {
    const bindings = tabBindings(async () => ({
      bindings: [
        binding({
          key: 'moved',
          title: 'moved',
          now: {
            entityRef: 'resource:default/other',
            via: { type: 'rule', name: 'rules[0]', value: 'other' },
            reason: null,
            candidates: [],
          },
        }),
        binding({
          key: 'lost',
          title: 'lost',
          now: {
            entityRef: null,
            via: null,
            reason: 'no entity claims it',
            candidates: [],
          },
        }),
        binding({ key: 'noted', title: 'noted', now: null }),
      ],
      nextCursor: null,
    }));
    renderOperations({ api, bindings, path: `${OPENED}&show=bindings` });
    const cells = cellsOf(
      await screen.findByRole('table', { name: 'Records of the source' }),
    );
    expect([cells[2], cells[5], cells[8]]).toEqual([
      'noted with the recordBy now the catalog gives it to resource:default/other: rule rules[0] gives other',
      'noted with the recordBy now the catalog gives it to none: no entity claims it',
      'noted with the record',
    ]);
  });

  it('count and list the records of the scope alone', async () => {
    const bindings = tabBindings();
    renderOperations({
      api: operationsApi({
        getSources: async () => fleetOf(scope('eu-west-1'), scope('us-east-1')),
      }),
      bindings,
      path: `${OPENED}&show=bindings`,
    });
    expect(
      await screen.findByRole('button', { name: 'What is bound (3 of 4)' }),
    ).toBeVisible();
    await screen.findByRole('table', { name: 'Records of the source' });
    expect(bindings.listOfSource).toHaveBeenCalledWith(
      'aws-rds',
      expect.objectContaining({ scopeId: 'eu-west-1' }),
      expect.anything(),
    );
  });

  it('show more records on request, and at the most say that there are more', async () => {
    const bindings = tabBindings(async () => ({
      bindings: [binding()],
      nextCursor: 'more',
    }));
    renderOperations({ api, bindings, path: `${OPENED}&show=bindings` });
    for (let asked = 40; asked <= 200; asked += 20) {
      await userEvent.click(
        await screen.findByRole('button', { name: 'Load more' }),
      );
      await waitFor(() =>
        expect(bindings.listOfSource).toHaveBeenLastCalledWith(
          'aws-rds',
          { scopeId: 'eu-west-1', state: undefined, limit: asked },
          expect.anything(),
        ),
      );
    }
    expect(
      await screen.findByText('These are the first 1; there are more.'),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Load more' }),
    ).not.toBeInTheDocument();
  });

  it('do not take a backend that does not tell for one without records', async () => {
    const bindings = tabBindings(async () => {
      throw await responseError(404, 'NotFoundError', 'no such route');
    });
    renderOperations({ api, bindings, path: `${OPENED}&show=bindings` });
    expect(
      await screen.findByText(
        'The backend of Backups does not say which record belongs to which entity.',
      ),
    ).toBeVisible();
    expect(screen.queryByText(/Every record/)).not.toBeInTheDocument();
  });

  it('show a dead letter in full and process it again', async () => {
    const sources = tabSources();
    renderOperations({ api, sources, path: `${OPENED}&show=dead` });
    await userEvent.click(
      await screen.findByText('could not be stored: the title is too long'),
    );
    expect(
      await screen.findByLabelText('Payload, secrets taken out'),
    ).toHaveTextContent('{"title":"orders-db"}');
    await userEvent.click(
      screen.getByRole('button', { name: 'Process it again' }),
    );
    expect(sources.replayDeadLetter).toHaveBeenCalledWith(
      'aws-rds',
      'letter-1',
    );
    expect(await screen.findByText('1 processed.')).toBeVisible();
  });

  it('say what became of each when all are processed again', async () => {
    const sources = tabSources({
      replayDeadLetters: async () => ({
        results: [
          { id: '1', outcome: 'replayed', reason: null },
          { id: '2', outcome: 'kept', reason: 'still too long' },
          { id: '3', outcome: 'skipped', reason: 'the scope is being read' },
        ],
        remaining: 20,
      }),
    });
    renderOperations({ api, sources, path: `${OPENED}&show=dead` });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Process all that wait again (1)',
      }),
    );
    expect(
      await screen.findByText(
        '1 processed, 1 refused again: still too long, 1 not tried: the scope is being read. 20 more wait.',
      ),
    ).toBeVisible();
    expect(sources.replayDeadLetters).toHaveBeenCalledWith('aws-rds', {
      scopeId: 'eu-west-1',
    });
  });

  it('name the permission when a section is refused', async () => {
    const sources = tabSources({
      listDeadLetters: async () => {
        throw await refusal('Forbidden');
      },
    });
    renderOperations({ api, sources, path: `${OPENED}&show=dead` });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It needs the permission opsdeck.sources.read.',
    );
  });

  it('say why a source cannot be read now, how many calls are left and what it lacks', async () => {
    const odd = scope('eu-west-1', {
      circuit: 'open',
      circuitOpenUntil: ago(-4),
      consecutiveFailures: 6,
      budget: {
        toldBy: 'provider',
        limit: 5_000,
        remaining: 0,
        resetsAt: ago(-30),
        observedAt: ago(1),
      },
      runNow: {
        allowed: false,
        reason: 'waits, because the provider asks us to slow down',
        from: ago(-30),
      },
      freshness: {
        failure: {
          kind: 'forbidden',
          message: 'AccessDenied',
          missingPermission: 'rds:DescribeDBSnapshots',
          at: ago(1),
        },
      },
    });
    renderOperations({
      api: operationsApi({ getSources: async () => fleetOf(odd) }),
      path: OPENED,
    });
    const drawer = within(await screen.findByRole('dialog'));
    expect(drawer.getByText('rds:DescribeDBSnapshots')).toBeVisible();
    expect(drawer.getByText(/^0 of 5000, says the provider/)).toHaveTextContent(
      /0 of 5000, says the provider 1 min ago; full again in (29|30) min/,
    );
    expect(
      drawer.getByText(/paused after repeated failures/),
    ).toHaveTextContent(/next in [34] min/);
    expect(
      await drawer.findByText(/It waits, because the provider asks/),
    ).toHaveTextContent(/possible in (29|30) min\./);
    expect(drawer.getByText('6 times')).toBeVisible();
  });
});
