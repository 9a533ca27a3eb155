import '@backstage/cli/asset-types';
import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  EntityAboutCard,
  EntityLayout,
  catalogPlugin,
} from '@backstage/plugin-catalog';
import { EntityBackupsContent } from '@opsdeck/backstage-plugin-backups/legacy';
import { EntityDeploymentsContent } from '@opsdeck/backstage-plugin-deployments/legacy';
import { EntityIncidentsContent } from '@opsdeck/backstage-plugin-incidents/legacy';
import {
  EntityOperationsCard,
  OperationsPage,
} from '@opsdeck/backstage-plugin-operations/legacy';
import { EntityRunbooksContent } from '@opsdeck/backstage-plugin-runbooks/legacy';
import { EntitySlosContent } from '@opsdeck/backstage-plugin-slos/legacy';
import ReactDOM from 'react-dom/client';
import { Route } from 'react-router-dom';
import { SignInPage } from './SignInPage';

const app = createApp({
  plugins: [catalogPlugin],
  components: { SignInPage },
});

const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <>
        <EntityAboutCard />
        <EntityOperationsCard />
      </>
    </EntityLayout.Route>
    <EntityLayout.Route path="/deployments" title="Deployments">
      <EntityDeploymentsContent />
    </EntityLayout.Route>
    <EntityLayout.Route path="/slos" title="SLOs">
      <EntitySlosContent />
    </EntityLayout.Route>
    <EntityLayout.Route path="/runbooks" title="Runbooks">
      <EntityRunbooksContent />
    </EntityLayout.Route>
    <EntityLayout.Route path="/backups" title="Backups">
      <EntityBackupsContent />
    </EntityLayout.Route>
    <EntityLayout.Route path="/incidents" title="Incidents">
      <EntityIncidentsContent />
    </EntityLayout.Route>
  </EntityLayout>
);

const Root = app.createRoot(
  <AppRouter>
    <FlatRoutes>
      <Route path="/catalog" element={<CatalogIndexPage />} />
      <Route
        path="/catalog/:namespace/:kind/:name"
        element={<CatalogEntityPage />}
      >
        {entityPage}
      </Route>
      <Route path="/operations" element={<OperationsPage />} />
    </FlatRoutes>
  </AppRouter>,
);

ReactDOM.createRoot(document.getElementById('root') as HTMLElement).render(
  <Root />,
);
