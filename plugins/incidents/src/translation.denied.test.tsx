import { translationApiRef } from '@backstage/frontend-plugin-api';
import {
  pseudoTranslationApi,
  untranslatedTexts,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { screen } from '@testing-library/react';
import {
  incident,
  incidentsApi,
  overview,
  shop,
} from './__testUtils__/fixtures';
import { renderTab } from './__testUtils__/renderTab';

// In a file of its own: decisions on permissions are cached per page.
describe('every text of the tab is translated', () => {
  it('for who may not change it', async () => {
    const answer = overview({ active: [incident()] });
    renderTab(incidentsApi({ getOverview: async () => answer }), {
      apis: [[translationApiRef, pseudoTranslationApi()] as const],
      mayWrite: false,
    });
    await screen.findByRole('article');
    await screen.findByText(/opsdeck\.incidents\.write/);
    expect(
      untranslatedTexts(
        document.body,
        [answer],
        [
          'Incidents',
          shop.metadata.name,
          shop.metadata.title!,
          'HighErrorRate',
          'opsdeck.incidents.write',
          'production',
          'main',
        ],
      ),
    ).toEqual([]);
  });
});
