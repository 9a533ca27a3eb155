import { FlatRoutes } from '@backstage/core-app-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { deploymentsApi, orders } from './__testUtils__/fixtures';
import {
  EntityDeploymentsContent,
  deploymentsApiRef,
  deploymentsPlugin,
} from './legacy';

afterEach(() => sharedQueryClient().clear());

describe('the Deployments tab in the older frontend system', () => {
  it('is mounted at its route', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[deploymentsApiRef, deploymentsApi()]]}>
        <EntityProvider entity={orders}>
          <FlatRoutes>
            <Route path="/deployments" element={<EntityDeploymentsContent />} />
          </FlatRoutes>
        </EntityProvider>
      </TestApiProvider>,
      { routeEntries: ['/deployments'] },
    );
    expect(
      await screen.findByRole('heading', { name: /Production runs 1.42.0/ }),
    ).toBeVisible();
  });

  it('brings its own client', () => {
    expect([...deploymentsPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      deploymentsApiRef.id,
    ]);
  });
});
