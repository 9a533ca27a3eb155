import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PEER_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { SetupCard } from '@opsdeck/backstage-plugin-operations-react';
import { deploymentsTranslationRef } from '../translation';

/** What to put in the catalog when the tab has nothing to show. */
export function DeploymentsSetup({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  const { name, annotations = {} } = entity.metadata;
  const kubernetesId = annotations[PEER_ANNOTATIONS.kubernetesId] ?? name;
  return (
    <SetupCard
      entity={entity}
      title={t('setup.title')}
      annotations={{
        [PEER_ANNOTATIONS.kubernetesId]: kubernetesId,
        [PEER_ANNOTATIONS.githubProjectSlug]:
          annotations[PEER_ANNOTATIONS.githubProjectSlug] ?? `your-org/${name}`,
      }}
    >
      {t('setup.text', {
        label: (
          <code>
            {PEER_ANNOTATIONS.kubernetesId}: {kubernetesId}
          </code>
        ),
      })}
    </SetupCard>
  );
}
