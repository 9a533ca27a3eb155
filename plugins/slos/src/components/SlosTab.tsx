import { useEntity } from '@backstage/plugin-catalog-react';
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
import {
  SlosOverview,
  slosReadPermission,
} from '@opsdeck/backstage-plugin-slos-common';
import { slosApiRef } from '../api/slosApiRef';
import { DefinitionProblems } from './DefinitionProblems';
import { SloDetails } from './SloDetails';
import { SloTable } from './SloTable';
import { SlosSetup } from './SlosSetup';

const REFETCH_MS = 30_000;

/** The SLO tab of an entity: the promise, the budget, and how fast it goes. */
export function SlosTab() {
  return (
    <OpsdeckQueryProvider>
      <SlosContent />
    </OpsdeckQueryProvider>
  );
}

function SlosContent() {
  const { data, error, refetch } = useEntityQuery({
    api: slosApiRef,
    name: ['overview'],
    query: (api, { entityRef, signal }) =>
      api.getOverview(entityRef, { signal }),
    refetchIntervalMs: REFETCH_MS,
  });
  return (
    <>
      {error && (
        <ErrorPanel
          what="service level objectives"
          error={error}
          permission={slosReadPermission.name}
          onRetry={refetch}
        />
      )}
      {data && <Overview overview={data} />}
      {!data && !error && <LoadingSkeleton what="service level objectives" />}
    </>
  );
}

function Overview({ overview }: { overview: SlosOverview }) {
  const { entity } = useEntity();
  const drawer = useDetailDrawer('slo');
  const { slos, problems } = overview;
  const opened = slos.find(({ id }) => id === drawer.openKey);
  if (slos.length === 0 && problems.length === 0) {
    return <SlosSetup entity={entity} />;
  }
  return (
    <>
      <Headline verdict={overview.verdict}>{overview.headline}</Headline>
      <SourceProblemPanel sources={overview.sources} />
      <SloTable
        slos={slos}
        onOpen={({ id }) => drawer.open(id)}
        openKey={drawer.openKey}
      />
      <DefinitionProblems problems={problems} />
      <FreshnessList sources={overview.sources} />
      <DetailDrawer
        open={opened !== undefined}
        onClose={drawer.close}
        title={opened?.title}
      >
        {opened && <SloDetails slo={opened} />}
      </DetailDrawer>
    </>
  );
}
