import { createApiRef } from '@backstage/core-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { sharedQueryClient } from '../query/queryClient';
import { EntityCard } from './EntityCard';
import { EntityTab } from './EntityTab';

interface ThingsApi {
  overview(entityRef: string): Promise<{ headline: string }>;
  points(entityRef: string): Promise<string[]>;
}

const thingsApiRef = createApiRef<ThingsApi>({ id: 'things' });
const api: ThingsApi = {
  overview: async entityRef => ({ headline: `all is well with ${entityRef}` }),
  points: async entityRef => [`first of ${entityRef}`],
};
const orders = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders' },
};
const frame = { api: thingsApiRef, what: 'things', permission: 'things.read' };

afterEach(() => sharedQueryClient().clear());

it('asks something of its own under a name of its own', async () => {
  await renderInTestApp(
    <TestApiProvider apis={[[thingsApiRef, api]]}>
      <EntityProvider entity={orders}>
        <EntityTab
          {...frame}
          query={(things, { entityRef }) => things.overview(entityRef)}
        >
          {({ headline }) => <p>{headline}</p>}
        </EntityTab>
        <EntityCard
          {...frame}
          title="Points"
          name={['points']}
          query={(things, { entityRef }) => things.points(entityRef)}
        >
          {([first]) => <p>{first}</p>}
        </EntityCard>
      </EntityProvider>
    </TestApiProvider>,
  );
  expect(
    await screen.findByText('all is well with component:default/orders'),
  ).toBeVisible();
  expect(
    await screen.findByText('first of component:default/orders'),
  ).toBeVisible();
  expect(screen.getByText('Points')).toBeVisible();
});
