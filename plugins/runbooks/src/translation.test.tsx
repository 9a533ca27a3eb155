import { translationApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import {
  pseudoTranslationApi,
  untranslatedTexts,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { RunbooksApi } from '@opsdeck/backstage-plugin-runbooks-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import runbooksPlugin, { runbooksApiRef } from '.';
import {
  MARKDOWN,
  RUN_ID,
  ago,
  FEED_URL,
  checklist,
  definition,
  feed,
  template,
  failingCheck,
  overview,
  proof,
  run,
  runbooksApi,
  shop,
  step,
  summary,
} from './__testUtils__/fixtures';

/** Backstage's own titles, names that are made of refs, and what the runbook says. */
const FRAME = [
  'Runbooks',
  shop.metadata.name,
  'olga',
  'ana',
  'Restore',
  'wrong service',
  'payments',
  'pixel',
  'runbooks/daily.md:6',
  'runbooks/daily.md',
  ...MARKDOWN.split('\n'),
  'Read ',
  ' the ',
  'guide',
  ' and not',
  'this',
];

const answers = [
  overview(),
  run(),
  definition,
  checklist(),
  proof(),
  template(),
  { ...feed(), url: FEED_URL },
];

function renderTab(api: RunbooksApi, path = '/') {
  renderTestApp({
    extensions: [createTestEntityPage({ entity: shop })],
    features: [runbooksPlugin],
    apis: [
      [runbooksApiRef, api],
      [translationApiRef, pseudoTranslationApi()],
    ],
    initialRouteEntries: [path],
  });
}

function untranslated(): string[] {
  return untranslatedTexts(document.body, answers, FRAME);
}

afterEach(() => sharedQueryClient().clear());

describe('every text of the tab is translated', () => {
  it('on the page', async () => {
    renderTab(runbooksApi());
    await screen.findByText('Restore');
    expect(untranslated()).toEqual([]);
  });

  it.each(['missed', 'overdue', 'due', 'upcoming', 'done'] as const)(
    'for a checklist that is %s',
    async state => {
      const { due } = checklist();
      const checklists = [checklist({ due: due && { ...due, state } })];
      renderTab(
        runbooksApi({
          getOverview: async () =>
            overview({ checklists, running: [summary({ last: null })] }),
        }),
      );
      await screen.findByText('Restore');
      expect(untranslated()).toEqual([]);
    },
  );

  it('in the details of a checklist', async () => {
    renderTab(runbooksApi(), '/?checklist=daily');
    const drawer = await screen.findByRole('dialog');
    await within(drawer).findByText(/Verify backup completion/);
    expect(untranslated()).toEqual([]);
  });

  it('in a run that is under way, and where a tick needs a reason', async () => {
    renderTab(runbooksApi(), `/?run=${RUN_ID}`);
    await userEvent.click(
      await screen.findByRole('checkbox', { name: /Verify backup/ }),
    );
    await screen.findByRole('dialog');
    expect(untranslated()).toEqual([]);
  });

  it('in a run that has ended', async () => {
    const ended = run({
      state: 'finished',
      endedAt: ago(1),
      endedBy: 'user:default/ana',
      failed: 1,
      reason: 'wrong service',
      steps: [
        step('look', {
          state: 'failed',
          actor: 'user:default/olga',
          at: ago(20),
          note: 'all quiet',
        }),
        step('backup', { check: { ...failingCheck, outcome: 'unknown' } }),
        step('clear', { state: 'open', actor: null, at: ago(3) }),
      ],
    });
    renderTab(runbooksApi({ getRun: async () => ended }), `/?run=${RUN_ID}`);
    expect(await screen.findAllByRole('checkbox')).toHaveLength(3);
    expect(untranslated()).toEqual([]);
  });

  it('where links for calendars are kept', async () => {
    renderTab(
      runbooksApi({
        listFeeds: async () => ({
          feeds: [feed(), feed({ id: 'b', scope: 'team', lastReadAt: ago(9) })],
          groups: ['group:default/payments'],
          enabled: true,
        }),
      }),
      '/?subscribe=feeds',
    );
    await screen.findAllByRole('option');
    // By its type: its words are what is looked at.
    await userEvent.click(
      screen.getByRole('dialog').querySelector('button[type="submit"]')!,
    );
    await screen.findByText(FEED_URL);
    expect(untranslated()).toEqual([]);
  });

  it('on the setup card', async () => {
    renderTab(
      runbooksApi({
        getOverview: async () =>
          overview({ checklists: [], documents: [], running: [] }),
      }),
    );
    await screen.findByRole('region', { name: /catalog-info\.yaml/ });
    await screen.findByText('Restore drill');
    expect(untranslated()).toEqual([]);
  });
});
