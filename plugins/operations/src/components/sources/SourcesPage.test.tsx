import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  axeViolations,
  refusal,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import {
  ago,
  fleetOf,
  operationsApi,
  scope,
} from '../../__testUtils__/fixtures';
import { renderOperations } from '../../__testUtils__/renderOperations';

afterEach(() => sharedQueryClient().clear());

const PATH = '/operations/sources';
const OPENED = `${PATH}?source=backups+aws-rds+eu-west-1`;
const refused = {
  kind: 'unauthorized' as const,
  message: '401: the token was refused',
  at: ago(1),
};

const failing = scope('eu-west-1', { freshness: { failure: refused } });
const down = scope('us-east-1', {
  freshness: { failure: refused, lastSuccessAt: ago(60) },
});
const stale = scope('eu-central-1', { freshness: { lastSuccessAt: ago(60) } });
const neverRead = scope('us-west-2', {
  lastRun: null,
  freshness: { lastSuccessAt: null, lastAttemptAt: null },
});

function cellsOf(name: string): string {
  const row = screen.getByText(name).closest('tr');
  if (!row) throw new Error(`${name} is in no row`);
  return within(row)
    .getAllByRole('cell')
    .map(cell => cell.textContent)
    .join(' | ');
}

describe('the Sources page', () => {
  it('lists every scope, the worst first, and why', async () => {
    renderOperations({
      api: operationsApi({
        getSources: async () =>
          fleetOf(scope('ap-south-1'), neverRead, stale, failing, down),
      }),
      path: PATH,
    });
    expect(
      await screen.findByRole('heading', {
        name: /2 of 5 readings fail, first Amazon RDS production us-east-1/,
      }),
    ).toBeVisible();
    expect(
      screen.getAllByText(/^production /).map(each => each.textContent),
    ).toEqual([
      'production us-east-1',
      'production eu-west-1',
      'production eu-central-1',
      'production us-west-2',
      'production ap-south-1',
    ]);
    expect(cellsOf('production us-east-1')).toMatch(
      /^down.* \| .*1 h ago \| 401: the token was refused/,
    );
    expect(cellsOf('production eu-west-1')).toMatch(
      /^failing.*2 min ago \| 401/,
    );
    expect(cellsOf('production eu-central-1')).toMatch(
      /^stale.*no reading has finished in time, expected every 5 min/,
    );
    expect(cellsOf('production us-west-2')).toMatch(
      /^not read.*never \| not read yet/,
    );
    expect(cellsOf('production ap-south-1')).toMatch(
      /^ok.*3 records, 1 call \| 3 of 4/,
    );
    expect(await axeViolations(document.body)).toEqual([]);
  });

  it('is not well while a backend is silent', async () => {
    renderOperations({
      api: operationsApi({
        getSources: async () => ({
          plugins: [
            ...fleetOf(scope('eu-west-1')).plugins,
            {
              pluginId: 'slos',
              problem: 'The slos backend could not be reached.',
              sources: [],
            },
          ],
        }),
      }),
      path: PATH,
    });
    expect(
      await screen.findByRole('heading', {
        name: /^unknown .*1 backend does not answer/,
      }),
    ).toBeVisible();
    expect(
      screen.getByText(/The slos backend could not be reached/),
    ).toBeVisible();
  });

  it('says when all is well', async () => {
    renderOperations({ api: operationsApi(), path: PATH });
    expect(
      await screen.findByRole('heading', {
        name: 'met The only source is read in time',
      }),
    ).toBeVisible();
  });

  it('says that nothing is configured', async () => {
    renderOperations({
      api: operationsApi({ getSources: async () => ({ plugins: [] }) }),
      path: PATH,
    });
    expect(
      await screen.findByRole('heading', {
        name: /No data source is configured/,
      }),
    ).toBeVisible();
  });

  it('opens a source by its link, with what it needs, and closes with Escape', async () => {
    renderOperations({
      api: operationsApi({ getSources: async () => fleetOf(failing) }),
      path: OPENED,
    });
    const drawer = await screen.findByRole('dialog', {
      name: 'Amazon RDS production eu-west-1',
    });
    expect(
      within(drawer).getByText('the credentials were refused'),
    ).toBeVisible();
    expect(await axeViolations(drawer)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(PATH);
  });

  it('runs a source now', async () => {
    const api = operationsApi();
    renderOperations({ api, path: OPENED });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Read Amazon RDS production eu-west-1 now',
      }),
    );
    expect(api.runSourceNow).toHaveBeenCalledWith(
      'backups',
      'aws-rds',
      'eu-west-1',
    );
    expect(
      await screen.findByText('Asked for; it is read within seconds.'),
    ).toBeVisible();
  });

  it('says why a source was not run', async () => {
    const api = operationsApi({
      runSourceNow: async () => {
        throw await refusal('Forbidden');
      },
    });
    renderOperations({ api, path: OPENED });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Read / }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not read Amazon RDS production eu-west-1 nowIt needs the permission opsdeck.sources.run.',
    );
  });

  it('names the permission when it is denied', async () => {
    renderOperations({
      api: operationsApi({
        getSources: async () => {
          throw await refusal('Forbidden');
        },
      }),
      path: PATH,
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It needs the permission opsdeck.sources.read.',
    );
  });
});
