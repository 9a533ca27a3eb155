import {
  FleetSources,
  ReceiverState,
} from '@opsdeck/backstage-plugin-operations-common';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { axeViolations } from '@opsdeck/backstage-plugin-operations-react/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ago,
  operationsApi,
  scope,
  source,
} from '../../__testUtils__/fixtures';
import { renderOperations } from '../../__testUtils__/renderOperations';
import { deadLetter, tabSources } from '../../__testUtils__/tabSources';

afterEach(() => sharedQueryClient().clear());

const PATH = '/operations/sources';
const OPENED = `${PATH}?source=incidents+webhooks-alertmanager+main`;

function receiver(
  id: string,
  state: Partial<ReceiverState> = {},
  overrides: Parameters<typeof scope>[1] = {},
) {
  const full: ReceiverState = {
    scheme: 'bearer',
    maxSilence: null,
    takenLastDay: 12,
    waiting: 0,
    lastRefused: null,
    ...state,
  };
  return scope(id, {
    title: id,
    lastRun: null,
    bound: 0,
    unbound: 0,
    receiver: full,
    ...overrides,
    freshness: {
      cadence: full.maxSilence,
      nextRunAt: null,
      ...overrides.freshness,
    },
  });
}

function fleet(...scopes: ReturnType<typeof receiver>[]): FleetSources {
  return {
    plugins: [
      {
        pluginId: 'incidents',
        problem: null,
        sources: [
          {
            ...source(scopes),
            id: 'webhooks-alertmanager',
            pluginId: 'incidents',
            title: 'Webhooks of alertmanager',
            provider: 'alertmanager',
            cadence: null,
            requiredPermissions: [],
          },
        ],
      },
      {
        pluginId: 'backups',
        problem: null,
        sources: [source([scope('eu-west-1')])],
      },
    ],
  };
}

const apiOf = (...scopes: ReturnType<typeof receiver>[]) =>
  operationsApi({ getSources: async () => fleet(...scopes) });

function cellsOf(name: string): string[] {
  const row = screen.getByText(name).closest('tr');
  if (!row) throw new Error(`${name} is in no row`);
  return within(row)
    .getAllByRole('cell')
    .map(cell => cell.textContent ?? '');
}

describe('receivers of webhooks', () => {
  it('are all listed, and judged where a limit is set', async () => {
    const heard = receiver('watched', { maxSilence: 'PT1H' });
    const unwatched = receiver('unwatched', {}, { deadLetters: 2 });
    const never = receiver(
      'unheard',
      { takenLastDay: 0 },
      { freshness: { lastSuccessAt: null, lastAttemptAt: null } },
    );
    renderOperations({ api: apiOf(unwatched, heard, never), path: PATH });
    // One reading and the receiver that must not be silent for long.
    expect(
      await screen.findByRole('heading', {
        name: 'met All 2 readings come in time',
      }),
    ).toBeVisible();
    expect(cellsOf('watched')[0]).toMatch(/^ok/);
    expect(cellsOf('unwatched').slice(0, 9)).toEqual([
      expect.stringMatching(/^no limit set/),
      'Webhooks of alertmanagerunwatched',
      'Incidents',
      '2 min ago',
      '12 deliveries in 24 h, 2 could not be processed',
      '—',
      '2',
      '—',
      '—',
    ]);
    expect(cellsOf('unheard').slice(3, 5)).toEqual([
      'never',
      '0 deliveries in 24 h',
    ]);
    expect(await axeViolations(document.body)).toEqual([]);
  });

  it('claim nothing of readings where there are none', async () => {
    renderOperations({
      api: operationsApi({
        getSources: async () => ({
          plugins: [fleet(receiver('main')).plugins[0]],
        }),
      }),
      path: PATH,
    });
    expect(
      await screen.findByRole('heading', {
        name: /Webhooks are taken in; nothing is read/,
      }),
    ).toBeVisible();
  });

  it('tell what was refused, and do not look well then', async () => {
    const refused = receiver(
      'main',
      {
        waiting: 3,
        lastRefused: { at: ago(1), reason: 'wrong-signature' },
      },
      {
        freshness: {
          failure: {
            kind: 'unauthorized',
            message: 'Something was refused',
            at: ago(1),
          },
        },
      },
    );
    renderOperations({ api: apiOf(refused), path: OPENED });
    const drawer = within(await screen.findByRole('dialog'));
    expect(drawer.getByText(/its proof is wrong/)).toHaveTextContent(
      '1 min ago: its proof is wrong',
    );
    expect(drawer.getByText('no limit set')).toBeVisible();
    expect(drawer.getByText('bearer')).toBeVisible();
    expect(drawer.getByText('3')).toBeVisible();
    // It has neither credentials of its own nor readings nor records.
    for (const name of [/provider/, /Last readings/, /What is bound/]) {
      expect(drawer.queryByRole('button', { name })).not.toBeInTheDocument();
    }
    expect(
      await drawer.findByRole('button', { name: 'Read its source now' }),
    ).toBeVisible();
    expect(
      drawer.getByText('The source tells the same things as the webhooks.'),
    ).toBeVisible();
  });

  it('show what could not be processed, and process it again', async () => {
    const letter = deadLetter({
      sourceId: 'webhooks-alertmanager',
      scopeId: 'main',
      refusedBy: 'source',
      reason: 'The body is no JSON',
      excerpt: '{"version"',
    });
    const sources = tabSources({
      listDeadLetters: async () => ({
        items: [letter],
        nextCursor: null,
        counts: { waiting: 1, replayed: 0, archived: 0 },
      }),
      getDeadLetter: async () => ({ ...letter, payload: '{"version"' }),
      replayDeadLetter: async () => ({
        id: letter.id,
        outcome: 'queued',
        reason: 'others are before it',
      }),
    });
    const api = apiOf(receiver('main', {}, { deadLetters: 1 }));
    renderOperations({ api, sources, path: OPENED });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Deliveries that could not be processed (1)',
      }),
    );
    await userEvent.click(
      await screen.findByText('not understood: The body is no JSON'),
    );
    expect(
      await screen.findByLabelText('Payload, secrets taken out'),
    ).toHaveTextContent('{"version"');
    expect(await axeViolations(screen.getByRole('dialog'))).toEqual([]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Process it again' }),
    );
    expect(sources.replayDeadLetter).toHaveBeenCalledWith(
      'webhooks-alertmanager',
      'letter-1',
    );
    expect(
      await screen.findByText(
        '0 processed, 1 is still being processed: others are before it.',
      ),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Process all that wait again (1)' }),
    );
    expect(sources.replayDeadLetters).toHaveBeenCalledWith(
      'webhooks-alertmanager',
      { scopeId: 'main' },
    );
  });
});
