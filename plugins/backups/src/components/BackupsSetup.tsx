import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  OPSDECK_ANNOTATIONS,
  PEER_ANNOTATIONS,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  SetupCard,
  annotationSnippet,
} from '@opsdeck/backstage-plugin-operations-react';
import { backupsTranslationRef } from '../translation';

/** What to put in the catalog when the tab has nothing to show. */
export function BackupsSetup({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(backupsTranslationRef);
  if (entity.kind.toLowerCase() === 'resource') {
    return (
      <SetupCard
        entity={entity}
        title={t('setup.resourceTitle', { name: entity.metadata.name })}
        annotations={annotationsFor(entity.metadata.name)}
      >
        {t('setup.resourceText')}
      </SetupCard>
    );
  }
  return (
    <SetupCard
      entity={entity}
      title={t('setup.serviceTitle')}
      yaml={databaseOf(entity)}
    >
      {t('setup.serviceText')}
    </SetupCard>
  );
}

function annotationsFor(name: string): Record<string, string> {
  return {
    [PEER_ANNOTATIONS.rdsArn]: `arn:aws:rds:eu-west-1:123456789012:db:${name}`,
    [OPSDECK_ANNOTATIONS.rpo]: 'PT15M',
    [OPSDECK_ANNOTATIONS.rto]: 'PT1H',
  };
}

/** A Resource that the entity depends on, ready to paste. */
function databaseOf(entity: Entity): string {
  const name = `${entity.metadata.name}-db`;
  const head = annotationSnippet(
    {
      apiVersion: entity.apiVersion,
      kind: 'Resource',
      metadata: { name, namespace: entity.metadata.namespace },
    },
    annotationsFor(name),
  );
  return `${head}spec:
  type: database
  owner: ${String(entity.spec?.owner ?? 'your-team')}
  dependencyOf:
    - ${stringifyEntityRef(entity)}
`;
}
