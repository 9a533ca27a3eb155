import {
  ApiBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { slosApiFactory } from './api/slosApiFactory';

const slosApi = ApiBlueprint.make({
  params: defineParams => defineParams(slosApiFactory),
});

const entitySlosContent = EntityContentBlueprint.make({
  params: {
    path: '/slos',
    title: 'SLOs',
    group: 'observability',
    filter: { kind: { $in: ['component', 'api', 'system'] } },
    loader: () => import('./components/SlosTab').then(m => <m.SlosTab />),
  },
});

/**
 * The SLO tab for the new frontend system.
 *
 * @public
 */
export const slosPlugin = createFrontendPlugin({
  pluginId: 'slos',
  title: 'SLOs',
  info: { packageJson: () => import('../package.json') },
  extensions: [slosApi, entitySlosContent],
});
