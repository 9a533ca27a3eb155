/**
 * The Deployments tab for apps on the older frontend system.
 *
 * @packageDocumentation
 */
import {
  createPlugin,
  createRoutableExtension,
  createRouteRef,
} from '@backstage/core-plugin-api';
import { deploymentsApiFactory } from './api/deploymentsApiFactory';

export { deploymentsApiRef } from './api/deploymentsApiRef';
export { deploymentsTranslationRef } from './translation';

const rootRouteRef = createRouteRef({ id: 'deployments' });

export const deploymentsPlugin = createPlugin({
  id: 'deployments',
  apis: [deploymentsApiFactory],
  routes: { root: rootRouteRef },
});

/** Goes into `<EntityLayout.Route path="/deployments" title="Deployments">`. */
export const EntityDeploymentsContent = deploymentsPlugin.provide(
  createRoutableExtension({
    name: 'EntityDeploymentsContent',
    component: () =>
      import('./components/DeploymentsTab').then(m => m.DeploymentsTab),
    mountPoint: rootRouteRef,
  }),
);
