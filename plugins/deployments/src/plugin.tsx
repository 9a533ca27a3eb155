import {
  ApiBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { deploymentsApiFactory } from './api/deploymentsApiFactory';

const deploymentsApi = ApiBlueprint.make({
  params: defineParams => defineParams(deploymentsApiFactory),
});

const entityDeploymentsContent = EntityContentBlueprint.make({
  params: {
    path: '/deployments',
    title: 'Deployments',
    group: 'deployment',
    filter: { kind: 'component' },
    loader: () =>
      import('./components/DeploymentsTab').then(m => <m.DeploymentsTab />),
  },
});

/**
 * The Deployments tab for the new frontend system.
 *
 * @public
 */
export const deploymentsPlugin = createFrontendPlugin({
  pluginId: 'deployments',
  title: 'Deployments',
  info: { packageJson: () => import('../package.json') },
  extensions: [deploymentsApi, entityDeploymentsContent],
});
