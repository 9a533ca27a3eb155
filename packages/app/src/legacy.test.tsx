import { Entity } from '@backstage/catalog-model';
import { FlatRoutes } from '@backstage/core-app-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { renderInTestApp } from '@backstage/test-utils';
import { EntityBackupsContent } from '@opsdeck/backstage-plugin-backups/legacy';
import { EntityIncidentsContent } from '@opsdeck/backstage-plugin-incidents/legacy';
import {
  EntityOperationsCard,
  OperationsPage,
} from '@opsdeck/backstage-plugin-operations/legacy';
import { screen, waitFor } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { Route } from 'react-router-dom';

const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'default' },
  spec: { type: 'service', owner: 'group:default/payments' },
};

function OrdersPage({ children }: PropsWithChildren<{}>) {
  return <EntityProvider entity={orders}>{children}</EntityProvider>;
}

/** One app on the older frontend system with every Opsdeck package in it. */
const classicApp = (
  <FlatRoutes>
    <Route path="/operations" element={<OperationsPage />} />
    <Route
      path="/backups"
      element={
        <OrdersPage>
          <EntityBackupsContent />
        </OrdersPage>
      }
    />
    <Route
      path="/incidents"
      element={
        <OrdersPage>
          <EntityIncidentsContent />
        </OrdersPage>
      }
    />
    <Route
      path="/overview"
      element={
        <OrdersPage>
          <EntityOperationsCard />
        </OrdersPage>
      }
    />
  </FlatRoutes>
);

const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  jest.spyOn(global, 'fetch').mockImplementation(async input => {
    asked.push(input instanceof Request ? input.url : String(input));
    return Response.json(
      { error: { name: 'NotAllowedError', message: 'Forbidden' } },
      { status: 403 },
    );
  });
});

afterEach(() => jest.restoreAllMocks());

describe('a portal on the older frontend system', () => {
  it.each([
    [
      '/operations',
      'plugin://operations/board?limit=50',
      'opsdeck.operations.read',
    ],
    [
      '/operations/sources',
      'plugin://operations/sources',
      'opsdeck.sources.read',
    ],
    [
      '/overview',
      'plugin://operations/board/entity?entityRef=component%3Adefault%2Forders',
      'opsdeck.operations.read',
    ],
    [
      '/backups',
      'plugin://backups/entities/component/default/orders',
      'opsdeck.backups.read',
    ],
    [
      '/incidents',
      'plugin://incidents/entities/component/default/orders',
      'opsdeck.incidents.read',
    ],
  ])('%s asks its own backend', async (path, endpoint, permission) => {
    await renderInTestApp(classicApp, {
      routeEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    });
    await waitFor(() => expect(asked).toContain(endpoint));
    const alerts = await screen.findAllByRole('alert');
    expect(alerts[0]).toHaveTextContent(
      `It needs the permission ${permission}`,
    );
  });
});
