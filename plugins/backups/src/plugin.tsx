import {
  ApiBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { backupsApiFactory } from './api/backupsApiFactory';

const backupsApi = ApiBlueprint.make({
  params: defineParams => defineParams(backupsApiFactory),
});

const entityBackupsContent = EntityContentBlueprint.make({
  params: {
    path: '/backups',
    title: 'Backups',
    group: 'operation',
    filter: { kind: { $in: ['component', 'resource'] } },
    loader: () => import('./components/BackupsTab').then(m => <m.BackupsTab />),
  },
});

/**
 * The Backups tab for the new frontend system.
 *
 * @public
 */
export const backupsPlugin = createFrontendPlugin({
  pluginId: 'backups',
  title: 'Backups',
  info: { packageJson: () => import('../package.json') },
  extensions: [backupsApi, entityBackupsContent],
});
