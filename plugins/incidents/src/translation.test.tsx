import { translationApiRef } from '@backstage/frontend-plugin-api';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import {
  pseudoTranslationApi,
  untranslatedTexts,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ID,
  ago,
  alert,
  detail,
  incident,
  incidentsApi,
  overview,
  shop,
} from './__testUtils__/fixtures';
import { renderTab } from './__testUtils__/renderTab';

/** Backstage's own titles, and names that are made of refs. */
const FRAME = [
  'Incidents',
  shop.metadata.name,
  shop.metadata.title!,
  'HighErrorRate',
  'olga.operator',
  'P2',
  'production',
  'main',
];

const TRANSLATED = {
  apis: [[translationApiRef, pseudoTranslationApi()] as const],
};

afterEach(() => sharedQueryClient().clear());

describe('every text of the tab is translated', () => {
  const answer = overview({
    active: [
      incident({
        commander: 'user:default/olga.operator',
        alertsEndedAt: ago(1),
      }),
    ],
    alerts: [
      alert(),
      alert({
        id: 'alert-2',
        state: 'suppressed',
        class: 'unclassified',
        silencedBy: ['planned work'],
      }),
    ],
  });
  const api = () => incidentsApi({ getOverview: async () => answer });

  it('on the page', async () => {
    renderTab(api(), TRANSLATED);
    await screen.findByRole('article');
    expect(untranslatedTexts(document.body, [answer, detail()], FRAME)).toEqual(
      [],
    );
  });

  it('in the drawer of an incident', async () => {
    renderTab(api(), { ...TRANSLATED, path: `/?incident=${ID}` });
    await screen.findByText(/<script>/);
    expect(untranslatedTexts(document.body, [answer, detail()], FRAME)).toEqual(
      [],
    );
  });

  it('in the dialogs', async () => {
    renderTab(api(), TRANSLATED);
    const buttons = await screen.findAllByRole('button', {
      name: /INC-2026-015$/,
    });
    await userEvent.click(buttons[0]);
    await screen.findByRole('dialog');
    expect(untranslatedTexts(document.body, [answer, detail()], FRAME)).toEqual(
      [],
    );
  });

  it('on the setup card', async () => {
    const empty = overview({
      verdict: null,
      active: [],
      alerts: [],
      recent: [],
    });
    renderTab(incidentsApi({ getOverview: async () => empty }), TRANSLATED);
    await screen.findByRole('region', { name: /catalog-info\.yaml/ });
    expect(untranslatedTexts(document.body, [empty], FRAME)).toEqual([]);
  });
});
