/**
 * The Incidents tab for apps on the older frontend system.
 *
 * @packageDocumentation
 */
import {
  createPlugin,
  createRoutableExtension,
  createRouteRef,
} from '@backstage/core-plugin-api';
import { incidentsApiFactory } from './api/incidentsApiFactory';

export { incidentsApiRef } from './api/incidentsApiRef';
export { incidentsTranslationRef } from './translation';

const rootRouteRef = createRouteRef({ id: 'incidents' });

export const incidentsPlugin = createPlugin({
  id: 'incidents',
  apis: [incidentsApiFactory],
  routes: { root: rootRouteRef },
});

/** Goes into `<EntityLayout.Route path="/incidents" title="Incidents">`. */
export const EntityIncidentsContent = incidentsPlugin.provide(
  createRoutableExtension({
    name: 'EntityIncidentsContent',
    component: () =>
      import('./components/IncidentsTab').then(m => m.IncidentsTab),
    mountPoint: rootRouteRef,
  }),
);
