import {
  ApiBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { incidentsApiFactory } from './api/incidentsApiFactory';

const incidentsApi = ApiBlueprint.make({
  params: defineParams => defineParams(incidentsApiFactory),
});

const entityIncidentsContent = EntityContentBlueprint.make({
  params: {
    path: '/incidents',
    title: 'Incidents',
    group: 'operation',
    filter: { kind: 'component' },
    loader: () =>
      import('./components/IncidentsTab').then(m => <m.IncidentsTab />),
  },
});

/**
 * The Incidents tab for the new frontend system.
 *
 * @public
 */
export const incidentsPlugin = createFrontendPlugin({
  pluginId: 'incidents',
  title: 'Incidents',
  info: { packageJson: () => import('../package.json') },
  extensions: [incidentsApi, entityIncidentsContent],
});
