import { FlatRoutes } from '@backstage/core-app-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { operationsApi, orders } from './__testUtils__/fixtures';
import {
  EntityOperationsCard,
  OperationsPage,
  entitiesApiRef,
  operationsApiRef,
  sourcesApiRef,
  operationsPlugin,
} from './legacy';

const apis = [
  [operationsApiRef, operationsApi()],
  [permissionApiRef, mockApis.permission({ authorize: AuthorizeResult.DENY })],
] as const;
const mountedRoutes = {
  '/catalog/:namespace/:kind/:name': entityRouteRef,
};

afterEach(() => sharedQueryClient().clear());

describe('Operations in the older frontend system', () => {
  it.each([
    ['/operations', 'Services'],
    ['/operations/sources', 'Data sources'],
  ])('shows %s', async (path, table) => {
    await renderInTestApp(
      <TestApiProvider apis={apis}>
        <FlatRoutes>
          <Route path="/operations" element={<OperationsPage />} />
        </FlatRoutes>
      </TestApiProvider>,
      { routeEntries: [path], mountedRoutes },
    );
    expect(
      screen.getByRole('heading', { name: 'Operations' }),
    ).toBeInTheDocument();
    expect(await screen.findByRole('table', { name: table })).toBeVisible();
  });

  it('has the card for the overview of an entity', async () => {
    await renderInTestApp(
      <TestApiProvider apis={apis}>
        <EntityProvider entity={orders}>
          <EntityOperationsCard />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes },
    );
    expect(
      await screen.findByRole('link', { name: /^Backups: breached/ }),
    ).toHaveAttribute('href', '/catalog/default/component/orders/backups');
  });

  it('brings its own clients', () => {
    expect([...operationsPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      operationsApiRef.id,
      sourcesApiRef.id,
      entitiesApiRef.id,
    ]);
  });
});
