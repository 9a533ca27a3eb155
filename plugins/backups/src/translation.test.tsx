import { translationApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { BackupsOverview } from '@opsdeck/backstage-plugin-backups-common';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import {
  pseudoTranslationApi,
  refusal,
  untranslatedTexts,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import { screen } from '@testing-library/react';
import backupsPlugin, { backupsApiRef } from '.';
import {
  ARN,
  backupsApi,
  freshness,
  orders,
  overview,
  resource,
} from './__testUtils__/fixtures';

/** Backstage's own titles, and names and the provider's words. */
const FRAME = [
  'Backups',
  orders.metadata.name,
  'orders-db',
  'database',
  'available',
];

function renderTab(answer: BackupsOverview, path = '/') {
  const api = backupsApi({ getOverview: async () => answer });
  return renderTestApp({
    extensions: [createTestEntityPage({ entity: orders })],
    features: [backupsPlugin],
    apis: [
      [backupsApiRef, api],
      [translationApiRef, pseudoTranslationApi()],
    ],
    initialRouteEntries: [path],
  });
}

afterEach(() => sharedQueryClient().clear());

describe('every text of the tab is translated', () => {
  it('in the table and the details', async () => {
    const answer = overview({
      resources: [resource({ failedSince: 2 })],
      sources: [
        freshness({
          failure: {
            kind: 'unauthorized',
            message: 'the token was refused',
            at: new Date().toISOString(),
          },
        }),
      ],
    });
    renderTab(answer, `/?resource=aws-rds+${encodeURIComponent(ARN)}`);
    await screen.findByRole('dialog');
    await screen.findByText('ａｕｔｏｍａｔｅｄ');
    expect(untranslatedTexts(document.body, [answer], FRAME)).toEqual([]);
  });

  it('where little is known', async () => {
    const answer = overview({
      verdict: 'unknown',
      resources: [
        resource({
          objective: {
            rpo: null,
            rto: null,
            tier: null,
            dataClass: null,
            declaredBy: 'resource:default/orders-db',
            problems: [],
          },
          engine: null,
          assessment: null,
          protection: null,
          pointInTime: null,
          lastGoodPoint: null,
          exposureMs: null,
          restorableAt: null,
        }),
      ],
    });
    renderTab(answer, `/?resource=aws-rds+${encodeURIComponent(ARN)}`);
    await screen.findByRole('dialog');
    expect(untranslatedTexts(document.body, [answer], FRAME)).toEqual([]);
  });

  it('on the setup card', async () => {
    const answer = overview({ resources: [] });
    renderTab(answer);
    await screen.findByRole('region', { name: /catalog-info\.yaml/ });
    expect(untranslatedTexts(document.body, [answer], FRAME)).toEqual([]);
  });

  it('when it is refused', async () => {
    const api = backupsApi({
      getOverview: async () => {
        throw await refusal('Forbidden');
      },
    });
    renderTestApp({
      extensions: [createTestEntityPage({ entity: orders })],
      features: [backupsPlugin],
      apis: [
        [backupsApiRef, api],
        [translationApiRef, pseudoTranslationApi()],
      ],
    });
    await screen.findByRole('alert');
    expect(
      untranslatedTexts(
        document.body,
        [],
        [...FRAME, 'opsdeck.backups.read', 'Forbidden'],
      ),
    ).toEqual([]);
  });
});
