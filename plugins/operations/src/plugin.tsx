import {
  ApiBlueprint,
  PageBlueprint,
  SubPageBlueprint,
  createFrontendPlugin,
  createRouteRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import DashboardIcon from '@material-ui/icons/Dashboard';
import { entitiesApiFactory } from './api/entitiesApiFactory';
import { operationsApiFactory } from './api/operationsApiFactory';
import { sourcesApiFactory } from './api/sourcesApiFactory';

const operationsApi = ApiBlueprint.make({
  params: defineParams => defineParams(operationsApiFactory),
});

const sourcesApi = ApiBlueprint.make({
  name: 'sources',
  params: defineParams => defineParams(sourcesApiFactory),
});

const entitiesApi = ApiBlueprint.make({
  name: 'entities',
  params: defineParams => defineParams(entitiesApiFactory),
});

const rootRouteRef = createRouteRef();

const operationsPage = PageBlueprint.make({
  params: {
    path: '/operations',
    routeRef: rootRouteRef,
    title: 'Operations',
    icon: <DashboardIcon fontSize="inherit" />,
  },
});

const fleetPage = SubPageBlueprint.make({
  name: 'fleet',
  params: {
    path: 'fleet',
    title: 'Fleet',
    loader: async () => {
      const [{ SubPage }, { FleetPage }] = await Promise.all([
        import('./components/SubPage'),
        import('./components/fleet/FleetPage'),
      ]);
      return (
        <SubPage>
          <FleetPage />
        </SubPage>
      );
    },
  },
});

const sourcesPage = SubPageBlueprint.make({
  name: 'sources',
  params: {
    path: 'sources',
    title: 'Sources',
    loader: async () => {
      const [{ SubPage }, { SourcesPage }] = await Promise.all([
        import('./components/SubPage'),
        import('./components/sources/SourcesPage'),
      ]);
      return (
        <SubPage>
          <SourcesPage />
        </SubPage>
      );
    },
  },
});

const entityOperationsCard = EntityCardBlueprint.make({
  name: 'status',
  params: {
    type: 'info',
    filter: { kind: { $in: ['component', 'resource'] } },
    loader: () =>
      import('./components/overview/OperationsCard').then(m => (
        <m.OperationsCard />
      )),
  },
});

/**
 * The Operations area for the new frontend system.
 *
 * @public
 */
export const operationsPlugin = createFrontendPlugin({
  pluginId: 'operations',
  title: 'Operations',
  routes: { root: rootRouteRef },
  info: { packageJson: () => import('../package.json') },
  extensions: [
    operationsApi,
    sourcesApi,
    entitiesApi,
    operationsPage,
    fleetPage,
    sourcesPage,
    entityOperationsCard,
  ],
});
