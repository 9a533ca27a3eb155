/**
 * The Backups tab for apps on the older frontend system.
 *
 * @packageDocumentation
 */
import {
  createPlugin,
  createRoutableExtension,
  createRouteRef,
} from '@backstage/core-plugin-api';
import { backupsApiFactory } from './api/backupsApiFactory';

export { backupsApiRef } from './api/backupsApiRef';
export { backupsTranslationRef } from './translation';

const rootRouteRef = createRouteRef({ id: 'backups' });

export const backupsPlugin = createPlugin({
  id: 'backups',
  apis: [backupsApiFactory],
  routes: { root: rootRouteRef },
});

/** Goes into `<EntityLayout.Route path="/backups" title="Backups">`. */
export const EntityBackupsContent = backupsPlugin.provide(
  createRoutableExtension({
    name: 'EntityBackupsContent',
    component: () => import('./components/BackupsTab').then(m => m.BackupsTab),
    mountPoint: rootRouteRef,
  }),
);
