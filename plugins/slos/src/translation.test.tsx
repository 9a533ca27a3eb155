import { translationApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import {
  pseudoTranslationApi,
  untranslatedTexts,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { SlosOverview } from '@opsdeck/backstage-plugin-slos-common';
import { screen } from '@testing-library/react';
import slosPlugin, { slosApiRef } from '.';
import { orders, overview, slo, slosApi } from './__testUtils__/fixtures';

/** jsdom neither paints nor measures. */
jest.mock('uplot', () => ({
  __esModule: true,
  default: class {
    setData() {}
    setSize() {}
    destroy() {}
  },
}));

window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

/** Backstage's own titles, and the name of the scope. */
const FRAME = ['SLOs', orders.metadata.name, 'main'];

function renderTab(answer: SlosOverview, path = '/') {
  renderTestApp({
    extensions: [createTestEntityPage({ entity: orders })],
    features: [slosPlugin],
    apis: [
      [slosApiRef, slosApi({ getOverview: async () => answer })],
      [translationApiRef, pseudoTranslationApi()],
    ],
    initialRouteEntries: [path],
  });
}

afterEach(() => sharedQueryClient().clear());

describe('every text of the tab is translated', () => {
  it.each(['exhausts', 'exhausted', 'not-before-window-end'] as const)(
    'in the table and the details, forecast: %s',
    async outcome => {
      const { forecast } = slo();
      const answer = overview({
        slos: [
          slo({
            forecast: forecast && { ...forecast, outcome },
            unit: outcome === 'exhausted' ? 'slice' : 'event',
            clampedSlices: 2,
          }),
        ],
        problems: [
          {
            severity: 'error',
            file: 'slos.yaml',
            line: 3,
            rule: 'openslo/target',
            path: 'spec.objectives.0.target',
            message: 'target is missing',
            lastGoodInUse: true,
          },
        ],
      });
      renderTab(answer, '/?slo=availability');
      await screen.findByRole('dialog');
      expect(await screen.findAllByRole('figure')).toHaveLength(2);
      expect(
        untranslatedTexts(document.body, [answer], [...FRAME, 'slos.yaml:12']),
      ).toEqual([]);
    },
  );

  it('on the setup card', async () => {
    const answer = overview({ slos: [], problems: [] });
    renderTab(answer);
    await screen.findByRole('region', { name: /catalog-info\.yaml/ });
    await screen.findByRole('region', { name: /slos\.yaml/ });
    expect(
      untranslatedTexts(document.body, [answer], [...FRAME, 'slos.yaml']),
    ).toEqual([]);
  });
});
