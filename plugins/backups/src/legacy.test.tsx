import { FlatRoutes } from '@backstage/core-app-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { backupsApi, orders } from './__testUtils__/fixtures';
import { EntityBackupsContent, backupsApiRef, backupsPlugin } from './legacy';

afterEach(() => sharedQueryClient().clear());

describe('the Backups tab in the older frontend system', () => {
  it('is mounted at its route', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[backupsApiRef, backupsApi()]]}>
        <EntityProvider entity={orders}>
          <FlatRoutes>
            <Route path="/backups" element={<EntityBackupsContent />} />
          </FlatRoutes>
        </EntityProvider>
      </TestApiProvider>,
      { routeEntries: ['/backups'] },
    );
    expect(
      await screen.findByRole('heading', { name: /would lose 47 min/ }),
    ).toBeVisible();
  });

  it('brings its own client', () => {
    expect([...backupsPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      backupsApiRef.id,
    ]);
  });
});
