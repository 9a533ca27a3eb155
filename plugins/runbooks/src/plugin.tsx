import {
  ApiBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { runbooksApiFactory } from './api/runbooksApiFactory';

const runbooksApi = ApiBlueprint.make({
  params: defineParams => defineParams(runbooksApiFactory),
});

const entityRunbooksContent = EntityContentBlueprint.make({
  params: {
    path: '/runbooks',
    title: 'Runbooks',
    group: 'operation',
    filter: { kind: { $in: ['component', 'resource'] } },
    loader: () =>
      import('./components/RunbooksTab').then(m => <m.RunbooksTab />),
  },
});

/**
 * The Runbooks tab for the new frontend system.
 *
 * @public
 */
export const runbooksPlugin = createFrontendPlugin({
  pluginId: 'runbooks',
  title: 'Runbooks',
  info: { packageJson: () => import('../package.json') },
  extensions: [runbooksApi, entityRunbooksContent],
});
