/**
 * The SLO tab for apps on the older frontend system.
 *
 * @packageDocumentation
 */
import {
  createPlugin,
  createRoutableExtension,
  createRouteRef,
} from '@backstage/core-plugin-api';
import { slosApiFactory } from './api/slosApiFactory';

export { slosApiRef } from './api/slosApiRef';
export { slosTranslationRef } from './translation';

const rootRouteRef = createRouteRef({ id: 'slos' });

export const slosPlugin = createPlugin({
  id: 'slos',
  apis: [slosApiFactory],
  routes: { root: rootRouteRef },
});

/** Goes into `<EntityLayout.Route path="/slos" title="SLOs">`. */
export const EntitySlosContent = slosPlugin.provide(
  createRoutableExtension({
    name: 'EntitySlosContent',
    component: () => import('./components/SlosTab').then(m => m.SlosTab),
    mountPoint: rootRouteRef,
  }),
);
