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
import { runbooksApi, shop } from './__testUtils__/fixtures';
import {
  EntityRunbooksContent,
  runbooksApiRef,
  runbooksPlugin,
} from './legacy';

afterEach(() => sharedQueryClient().clear());

describe('the Runbooks tab in the older frontend system', () => {
  it('is mounted at its route', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [runbooksApiRef, runbooksApi()],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityProvider entity={shop}>
          <FlatRoutes>
            <Route path="/runbooks" element={<EntityRunbooksContent />} />
          </FlatRoutes>
        </EntityProvider>
      </TestApiProvider>,
      { routeEntries: ['/runbooks'] },
    );
    expect(
      await screen.findByRole('heading', { name: /1 checklist is due today/ }),
    ).toBeVisible();
  });

  it('brings its own client', () => {
    expect([...runbooksPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      runbooksApiRef.id,
    ]);
  });
});
