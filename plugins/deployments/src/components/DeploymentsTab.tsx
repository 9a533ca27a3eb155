import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import {
  DeploymentsOverview,
  deploymentsReadPermission,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  DetailDrawer,
  EntityTab,
  TabOverview,
  useDetailDrawer,
} from '@opsdeck/backstage-plugin-operations-react';
import { deploymentsApiRef } from '../api/deploymentsApiRef';
import { deploymentsTranslationRef } from '../translation';
import { DeploymentDetails, useDeployment } from './DeploymentDetails';
import { DeploymentList } from './DeploymentList';
import { DeploymentsSetup } from './DeploymentsSetup';
import { VersionMatrix } from './VersionMatrix';
import { deploymentName } from './words';

/** The Deployments tab of an entity: what runs where, and how it got there. */
export function DeploymentsTab() {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  return (
    <EntityTab
      api={deploymentsApiRef}
      query={(api, { entityRef, signal }) =>
        api.getOverview(entityRef, { signal })
      }
      what={t('tab.what')}
      permission={deploymentsReadPermission.name}
    >
      {overview => <Overview overview={overview} />}
    </EntityTab>
  );
}

function Overview({ overview }: { overview: DeploymentsOverview }) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  const { entity } = useEntity();
  const { environments, unmapped } = overview;
  const isEmpty = environments.length === 0 && unmapped.length === 0;
  return (
    <TabOverview
      overview={overview}
      setup={isEmpty && <DeploymentsSetup entity={entity} />}
    >
      {environments.length > 0 && <VersionMatrix cells={environments} />}
      {unmapped.length > 0 && (
        <Typography variant="body2" paragraph>
          {t('tab.unmapped', {
            setting: <code>opsdeck.environments</code>,
            places: unmapped.join('; '),
          })}
        </Typography>
      )}
      <Deployments overview={overview} />
    </TabOverview>
  );
}

/** The list, and the drawer with one of them. */
function Deployments({ overview }: { overview: DeploymentsOverview }) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  const drawer = useDetailDrawer('deployment');
  const opened = useDeployment(drawer.openKey);
  return (
    <>
      <DeploymentList
        overview={overview}
        onOpen={drawer.open}
        openKey={drawer.openKey}
      />
      <DetailDrawer
        open={drawer.openKey !== undefined}
        onClose={drawer.close}
        title={
          opened.data && !opened.isPlaceholderData
            ? deploymentName(opened.data.deployment, t)
            : t('details.title')
        }
      >
        <DeploymentDetails query={opened} onOpen={drawer.open} />
      </DetailDrawer>
    </>
  );
}
