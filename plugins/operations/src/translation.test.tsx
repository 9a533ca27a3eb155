import { translationApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import {
  pseudoTranslationApi,
  refusal,
  untranslatedTexts,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import operationsPlugin, { operationsApiRef } from '.';
import {
  ago,
  boardPage,
  boardRow,
  chip,
  fleetOf,
  operationsApi,
  orders,
  scope,
} from './__testUtils__/fixtures';
import { renderOperations } from './__testUtils__/renderOperations';
import { entitiesApi, entitiesToDecide } from './__testUtils__/entities';
import {
  binding,
  deadLetter,
  stranger,
  tabBindings,
  tabSources,
} from './__testUtils__/tabSources';

/** Backstage's own words, what the extensions are called, which is configuration, and names. */
const FRAME = [
  'Toolbar tabs',
  'Operations',
  'Fleet',
  'Sources',
  'payments',
  'shop',
  'critical',
  'orders',
  'stranger',
];

const OPENED = '/operations/sources?source=backups+aws-rds+eu-west-1';

function untranslated(...data: unknown[]): string[] {
  // What the test writes beside the page.
  const address = screen.getByTestId('address').textContent;
  return untranslatedTexts(document.body, [address, ...data], FRAME);
}

afterEach(() => sharedQueryClient().clear());

describe('every text of the Operations area is translated', () => {
  it('on the fleet page', async () => {
    const page = boardPage({
      counts: { breached: 1, 'at-risk': 2, unknown: 3, met: 4, undeclared: 5 },
      rows: [boardRow({ owner: null }), boardRow({ entityRef: 'a:b/c' })],
      nextCursor: 'more',
    });
    renderOperations({
      api: operationsApi({ getBoard: async () => page }),
      path: '/operations/fleet?q=ord&owner=group:default/payments',
      translations: pseudoTranslationApi(),
    });
    await screen.findByRole('table');
    await screen.findByRole('option', { name: /ｍｉｎｅ/ });
    expect(untranslated(page)).toEqual([]);
  });

  it('on a fleet that is empty', async () => {
    const page = boardPage({
      counts: { breached: 0, 'at-risk': 0, unknown: 0, met: 0, undeclared: 0 },
      rows: [],
    });
    renderOperations({
      api: operationsApi({ getBoard: async () => page }),
      path: '/operations/fleet',
      translations: pseudoTranslationApi(),
    });
    await screen.findByRole('status');
    expect(untranslated(page)).toEqual([]);
  });

  it('on the sources page', async () => {
    const fleet = fleetOf(
      scope('eu-west-1', {
        freshness: {
          failure: { kind: 'timeout', message: 'no answer', at: ago(1) },
        },
      }),
      scope('eu-central-1', { freshness: { lastSuccessAt: ago(60) } }),
      scope('us-west-2', { lastRun: null, freshness: { lastSuccessAt: null } }),
      scope('us-east-1', { freshness: { nextRunAt: ago(1) } }),
    );
    fleet.plugins.push({
      pluginId: 'slos',
      problem: 'It could not be reached.',
      sources: [],
    });
    renderOperations({
      api: operationsApi({ getSources: async () => fleet }),
      path: '/operations/sources',
      translations: pseudoTranslationApi(),
    });
    await screen.findByRole('table');
    expect(untranslated(fleet)).toEqual([]);
  });

  it('in the drawer of a source with all its sections', async () => {
    const failure = {
      kind: 'forbidden' as const,
      message: 'AccessDenied to it',
      missingPermission: 'rds:DescribeDBSnapshots',
      at: ago(1),
    };
    const fleet = fleetOf(
      scope('eu-west-1', {
        circuit: 'open',
        circuitOpenUntil: ago(-4),
        consecutiveFailures: 6,
        deadLetters: 3,
        budget: {
          toldBy: 'provider',
          limit: 5_000,
          remaining: 0,
          resetsAt: ago(-30),
          observedAt: ago(1),
        },
        runNow: { allowed: false, reason: 'waits for peace', from: ago(-30) },
        freshness: { failure },
      }),
    );
    const letter = deadLetter({ lastReplayAt: ago(3), replays: 2 });
    const runs = [
      {
        id: '2',
        startedAt: ago(2),
        finishedAt: ago(1),
        outcome: 'partial' as const,
        records: 7,
        rejected: 1,
        calls: 4,
        failure,
      },
    ];
    const bound = binding({ title: 'orders database', note: 'was noted' });
    const sources = tabSources({
      getPolicies: async () => ({ requiredPermissions: [], policies: [] }),
      listRuns: async () => ({ items: runs, nextCursor: null }),
      listDeadLetters: async () => ({
        items: [letter],
        nextCursor: null,
        counts: { waiting: 1, replayed: 2, archived: 0 },
      }),
      getDeadLetter: async () => ({ ...letter, payload: '{}' }),
    });
    renderOperations({
      api: operationsApi({ getSources: async () => fleet }),
      sources,
      bindings: tabBindings(async () => ({
        bindings: [bound, stranger],
        nextCursor: null,
      })),
      path: `${OPENED}&show=policy&show=runs&show=bindings&show=dead&letter=letter-1`,
      translations: pseudoTranslationApi(),
    });
    await screen.findByLabelText(/Ｐａｙｌｏａｄ/);
    await screen.findByText(/ｃｒｅｄｅｎｔｉａｌｓ ｏｆ/);
    await screen.findByText(/ｐａｒｔｉａｌ/);
    await screen.findByText(/ａｎｎｏｔａｔｉｏｎ/);
    expect(untranslated(fleet, letter, runs, bound, stranger)).toEqual([]);
  });

  it('in what administrators decide', async () => {
    const entities = entitiesToDecide();
    const fleet = fleetOf(scope('eu-west-1'));
    renderOperations({
      api: operationsApi({ getSources: async () => fleet }),
      entities: entitiesApi({ get: async () => entities }),
      path: '/operations/sources',
      translations: pseudoTranslationApi(),
    });
    await screen.findByText(/ｖａｎｉｓｈｅｄ ａｔ ｏｎｃｅ/);
    const buttons = screen.getAllByRole('button', {
      name: /^(Ａｃｃｅｐｔ|Ｄｅｃｌｉｎｅ|Ｃｏｎｆｉｒｍ) /,
    });
    expect(buttons).toHaveLength(3);
    for (const button of buttons) {
      await userEvent.click(button);
      await screen.findByRole('dialog');
      expect(untranslated(entities, fleet)).toEqual([]);
      await userEvent.keyboard('{Escape}');
    }
  });

  it('when a page is refused', async () => {
    renderOperations({
      api: operationsApi({
        getSources: async () => {
          throw await refusal('Forbidden');
        },
      }),
      path: '/operations/sources',
      translations: pseudoTranslationApi(),
    });
    await screen.findByRole('alert');
    expect(untranslated('opsdeck.sources.read', 'Forbidden')).toEqual([]);
  });

  it('on the card of an entity', async () => {
    const row = boardRow({
      chips: {
        backups: chip('breached', 'would lose it'),
        slos: chip(null, 'no objective at all'),
      },
    });
    renderTestApp({
      extensions: [createTestEntityPage({ entity: orders })],
      features: [operationsPlugin],
      apis: [
        [operationsApiRef, operationsApi({ getEntityBoard: async () => row })],
        [translationApiRef, pseudoTranslationApi()],
      ],
    });
    await screen.findByText('would lose it');
    expect(untranslatedTexts(document.body, [row], FRAME)).toEqual([]);
  });
});
