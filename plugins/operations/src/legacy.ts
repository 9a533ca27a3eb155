/**
 * The Operations pages for apps on the older frontend system.
 *
 * @packageDocumentation
 */
import {
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
} from '@backstage/core-plugin-api';
import { entitiesApiFactory } from './api/entitiesApiFactory';
import { operationsApiFactory } from './api/operationsApiFactory';
import { sourcesApiFactory } from './api/sourcesApiFactory';

export { operationsApiRef } from './api/operationsApiRef';
export { entitiesApiRef } from './api/entitiesApiRef';
export { sourcesApiRef } from './api/sourcesApiRef';
export { operationsTranslationRef } from './translation';

const rootRouteRef = createRouteRef({ id: 'operations' });

export const operationsPlugin = createPlugin({
  id: 'operations',
  apis: [operationsApiFactory, sourcesApiFactory, entitiesApiFactory],
  routes: { root: rootRouteRef },
});

/** Goes into `<Route path="/operations" element={<OperationsPage />} />`. */
export const OperationsPage = operationsPlugin.provide(
  createRoutableExtension({
    name: 'OperationsPage',
    component: () =>
      import('./components/OperationsPage').then(m => m.OperationsPage),
    mountPoint: rootRouteRef,
  }),
);

/** The five chips, for the overview of an entity. */
export const EntityOperationsCard = operationsPlugin.provide(
  createComponentExtension({
    name: 'EntityOperationsCard',
    component: {
      lazy: () =>
        import('./components/overview/OperationsCard').then(
          m => m.OperationsCard,
        ),
    },
  }),
);
