import { translationApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import {
  DeploymentsOverview,
  releaseName,
} from '@opsdeck/backstage-plugin-deployments-common';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import {
  pseudoTranslationApi,
  untranslatedTexts,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { screen } from '@testing-library/react';
import deploymentsPlugin, { deploymentsApiRef } from '.';
import {
  ID,
  cell,
  deployment,
  deploymentsApi,
  detail,
  orders,
  overview,
} from './__testUtils__/fixtures';

/** Backstage's own titles, people, the provider's words, the short commit. */
const FRAME = [
  'Deployments',
  orders.metadata.name,
  'opsdeck.environments',
  'ana',
  'ben',
  'success',
  'prod',
  deployment().commit!.slice(0, 7),
];

function renderTab(answer: DeploymentsOverview, path = '/') {
  renderTestApp({
    extensions: [createTestEntityPage({ entity: orders })],
    features: [deploymentsPlugin],
    apis: [
      [deploymentsApiRef, deploymentsApi({ getOverview: async () => answer })],
      [translationApiRef, pseudoTranslationApi()],
    ],
    initialRouteEntries: [path],
  });
}

afterEach(() => sharedQueryClient().clear());

describe('every text of the tab is translated', () => {
  it('in the matrix, the list and the details', async () => {
    const rollingOut = deployment({ status: 'paused' });
    const answer = overview({
      environments: [...overview().environments, cell({ rollingOut })].map(
        (each, index) => ({
          ...each,
          environment: { ...each.environment, id: `environment-${index}` },
        }),
      ),
      unmapped: ['cluster test, namespace orders'],
    });
    renderTab(answer, `/?deployment=${ID}&status=failed`);
    await screen.findByRole('dialog');
    await screen.findByRole('link', { name: /^Log/ });
    expect(
      untranslatedTexts(
        document.body,
        [answer, detail()],
        [...FRAME, releaseName(rollingOut)],
      ),
    ).toEqual([]);
  });

  it.each(['in-step', 'different', 'behind', 'ahead'] as const)(
    'for the drift %s',
    async state => {
      const { drift } = cell();
      const answer = overview({
        environments: [
          cell({ drift: drift && { ...drift, state, versions: null } }),
        ],
      });
      renderTab(answer);
      expect(await screen.findAllByRole('table')).not.toHaveLength(0);
      expect(
        untranslatedTexts(document.body, [answer, detail()], FRAME),
      ).toEqual([]);
    },
  );

  it('on the setup card', async () => {
    const answer = overview({ environments: [], unmapped: [] });
    renderTab(answer);
    await screen.findByRole('region', { name: /catalog-info\.yaml/ });
    expect(untranslatedTexts(document.body, [answer], FRAME)).toEqual([]);
  });
});
