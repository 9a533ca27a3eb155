import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  OPSDECK_ANNOTATIONS,
  PEER_ANNOTATIONS,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  SetupCard,
  annotationSnippet,
} from '@opsdeck/backstage-plugin-operations-react';

/** What to put in the catalog when the tab has nothing to show. */
export function BackupsSetup({ entity }: { entity: Entity }) {
  if (entity.kind.toLowerCase() === 'resource') {
    return (
      <SetupCard
        entity={entity}
        title={`No backup of ${entity.metadata.name} is known`}
        annotations={annotationsFor(entity.metadata.name)}
      >
        This tab shows how much data would be lost now, against what may be
        lost. Say what this is at its provider, and what may be lost:
      </SetupCard>
    );
  }
  return (
    <SetupCard
      entity={entity}
      title="No backups are known for this service"
      yaml={databaseOf(entity)}
    >
      This tab shows how much data would be lost now, against what may be lost,
      for every database and bucket that this service depends on. Declare each
      as a Resource with its objectives:
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
