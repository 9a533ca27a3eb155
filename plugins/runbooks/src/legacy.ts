/**
 * The Runbooks tab for apps on the older frontend system.
 *
 * @packageDocumentation
 */
import {
  createPlugin,
  createRoutableExtension,
  createRouteRef,
} from '@backstage/core-plugin-api';
import { runbooksApiFactory } from './api/runbooksApiFactory';

export { runbooksApiRef } from './api/runbooksApiRef';
export { runbooksTranslationRef } from './translation';

const rootRouteRef = createRouteRef({ id: 'runbooks' });

export const runbooksPlugin = createPlugin({
  id: 'runbooks',
  apis: [runbooksApiFactory],
  routes: { root: rootRouteRef },
});

/** Goes into `<EntityLayout.Route path="/runbooks" title="Runbooks">`. */
export const EntityRunbooksContent = runbooksPlugin.provide(
  createRoutableExtension({
    name: 'EntityRunbooksContent',
    component: () =>
      import('./components/RunbooksTab').then(m => m.RunbooksTab),
    mountPoint: rootRouteRef,
  }),
);
