import { EntityProvider } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { orders, slosApi } from './__testUtils__/fixtures';
import { EntitySlosContent, slosApiRef, slosPlugin } from './legacy';

afterEach(() => sharedQueryClient().clear());

describe('the SLO tab in the older frontend system', () => {
  it('is mounted at its route', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[slosApiRef, slosApi()]]}>
        <EntityProvider entity={orders}>
          <Routes>
            <Route path="/slos" element={<EntitySlosContent />} />
          </Routes>
        </EntityProvider>
      </TestApiProvider>,
      { routeEntries: ['/slos'] },
    );
    expect(
      await screen.findByRole('heading', { name: /Availability is at risk/ }),
    ).toBeVisible();
  });

  it('brings its own client', () => {
    expect([...slosPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      slosApiRef.id,
    ]);
  });
});
