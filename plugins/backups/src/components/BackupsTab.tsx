import { useEntity } from '@backstage/plugin-catalog-react';
import {
  BackupsOverview,
  backupsReadPermission,
} from '@opsdeck/backstage-plugin-backups-common';
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
import { backupsApiRef } from '../api/backupsApiRef';
import { BackupsSetup } from './BackupsSetup';
import { ResourceDetails } from './ResourceDetails';
import { ResourceTable, resourceKey } from './ResourceTable';

/** The Backups tab of an entity: how much would be lost now, by evidence. */
export function BackupsTab() {
  return (
    <OpsdeckQueryProvider>
      <BackupsContent />
    </OpsdeckQueryProvider>
  );
}

function BackupsContent() {
  const { data, error, refetch } = useEntityQuery({
    api: backupsApiRef,
    name: ['overview'],
    query: (api, { entityRef, signal }) =>
      api.getOverview(entityRef, { signal }),
    refetchIntervalMs: 30_000,
  });
  return (
    <>
      {error && (
        <ErrorPanel
          what="backups"
          error={error}
          permission={backupsReadPermission.name}
          onRetry={refetch}
        />
      )}
      {data && <Overview overview={data} />}
      {!data && !error && <LoadingSkeleton what="backups" />}
    </>
  );
}

function Overview({ overview }: { overview: BackupsOverview }) {
  const { entity } = useEntity();
  const drawer = useDetailDrawer('resource');
  const opened = overview.resources.find(
    resource => resourceKey(resource) === drawer.openKey,
  );
  if (overview.resources.length === 0) {
    return (
      <>
        <SourceProblemPanel sources={overview.sources} />
        <BackupsSetup entity={entity} />
      </>
    );
  }
  return (
    <>
      <Headline verdict={overview.verdict}>{overview.headline}</Headline>
      <SourceProblemPanel sources={overview.sources} />
      <ResourceTable
        resources={overview.resources}
        onOpen={resource => drawer.open(resourceKey(resource))}
        openKey={drawer.openKey}
      />
      <FreshnessList sources={overview.sources} />
      <DetailDrawer
        open={opened !== undefined}
        onClose={drawer.close}
        title={opened?.title}
      >
        {opened && <ResourceDetails resource={opened} />}
      </DetailDrawer>
    </>
  );
}
