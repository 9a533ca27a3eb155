import { Entity } from '@backstage/catalog-model';
import { PEER_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { SetupCard } from '@opsdeck/backstage-plugin-operations-react';

/** What to put in the catalog when the tab has nothing to show. */
export function DeploymentsSetup({ entity }: { entity: Entity }) {
  const { name, annotations = {} } = entity.metadata;
  const kubernetesId = annotations[PEER_ANNOTATIONS.kubernetesId] ?? name;
  return (
    <SetupCard
      entity={entity}
      title="No deployment of this service is known"
      annotations={{
        [PEER_ANNOTATIONS.kubernetesId]: kubernetesId,
        [PEER_ANNOTATIONS.githubProjectSlug]:
          annotations[PEER_ANNOTATIONS.githubProjectSlug] ?? `your-org/${name}`,
      }}
    >
      This tab shows what runs where, since when and how it got there. Say how
      the service is known where it is deployed; either annotation is enough. In
      Kubernetes its Deployments carry the label{' '}
      <code>
        {PEER_ANNOTATIONS.kubernetesId}: {kubernetesId}
      </code>
      .
    </SetupCard>
  );
}
