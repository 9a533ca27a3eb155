import { FlatRoutes } from '@backstage/core-app-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { incidentsApi, shop } from './__testUtils__/fixtures';
import {
  EntityIncidentsContent,
  incidentsApiRef,
  incidentsPlugin,
} from './legacy';

afterEach(() => sharedQueryClient().clear());

describe('the Incidents tab in the older frontend system', () => {
  it('is mounted at its route', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [incidentsApiRef, incidentsApi()],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityProvider entity={shop}>
          <FlatRoutes>
            <Route path="/incidents" element={<EntityIncidentsContent />} />
          </FlatRoutes>
        </EntityProvider>
      </TestApiProvider>,
      { routeEntries: ['/incidents'] },
    );
    expect(
      await screen.findByRole('heading', { name: /INC-2026-015 P1/, level: 2 }),
    ).toBeVisible();
  });

  it('brings its own client', () => {
    expect([...incidentsPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      incidentsApiRef.id,
    ]);
  });
});
