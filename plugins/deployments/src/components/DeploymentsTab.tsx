import Typography from '@material-ui/core/Typography';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  DeploymentsOverview,
  deploymentsReadPermission,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  DetailDrawer,
  ErrorPanel,
  FreshnessList,
  Headline,
  LoadingSkeleton,
  OpsdeckQueryProvider,
  SourceProblemPanel,
  useDetailDrawer,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { deploymentsApiRef } from '../api/deploymentsApiRef';
import { DeploymentDetails, useDeployment } from './DeploymentDetails';
import { DeploymentList } from './DeploymentList';
import { DeploymentsSetup } from './DeploymentsSetup';
import { VersionMatrix } from './VersionMatrix';
import { deploymentName } from './words';

/** The Deployments tab of an entity: what runs where, and how it got there. */
export function DeploymentsTab() {
  return (
    <OpsdeckQueryProvider>
      <DeploymentsContent />
    </OpsdeckQueryProvider>
  );
}

function DeploymentsContent() {
  const { data, error, refetch } = useEntityQuery({
    api: deploymentsApiRef,
    name: ['overview'],
    query: (api, { entityRef, signal }) =>
      api.getOverview(entityRef, { signal }),
    refetchIntervalMs: 30_000,
  });
  return (
    <>
      {error && (
        <ErrorPanel
          what="deployments"
          error={error}
          permission={deploymentsReadPermission.name}
          onRetry={refetch}
        />
      )}
      {data && <Overview overview={data} />}
      {!data && !error && <LoadingSkeleton what="deployments" />}
    </>
  );
}

function Overview({ overview }: { overview: DeploymentsOverview }) {
  const { entity } = useEntity();
  const { environments, unmapped, sources } = overview;
  if (environments.length === 0 && unmapped.length === 0) {
    return (
      <>
        <SourceProblemPanel sources={sources} />
        <DeploymentsSetup entity={entity} />
      </>
    );
  }
  return (
    <>
      <Headline verdict={overview.verdict}>{overview.headline}</Headline>
      <SourceProblemPanel sources={sources} />
      {environments.length > 0 && <VersionMatrix cells={environments} />}
      {unmapped.length > 0 && (
        <Typography variant="body2" paragraph>
          Not in the matrix, because no rule of{' '}
          <code>opsdeck.environments</code> fits: {unmapped.join('; ')}.
        </Typography>
      )}
      <Deployments overview={overview} />
      <FreshnessList sources={sources} />
    </>
  );
}

/** The list, and the drawer with one of them. */
function Deployments({ overview }: { overview: DeploymentsOverview }) {
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
          opened.detail
            ? deploymentName(opened.detail.deployment)
            : 'Deployment'
        }
      >
        <DeploymentDetails opened={opened} onOpen={drawer.open} />
      </DetailDrawer>
    </>
  );
}
