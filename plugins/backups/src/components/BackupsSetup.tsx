import { Entity } from '@backstage/catalog-model';
import {
  OPSDECK_ANNOTATIONS,
  PEER_ANNOTATIONS,
} from '@opsdeck/backstage-plugin-operations-common';
import { SetupCard } from '@opsdeck/backstage-plugin-operations-react';

/** What to put in the catalog when the tab has nothing to show. */
export function BackupsSetup({ entity }: { entity: Entity }) {
  return (
    <SetupCard
      entity={entity}
      title="No backups are known for this service"
      yaml={`apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: ${entity.metadata.name}-db
  annotations:
    ${PEER_ANNOTATIONS.rdsArn}: arn:aws:rds:eu-west-1:123456789012:db:${
        entity.metadata.name
      }-db
    ${OPSDECK_ANNOTATIONS.rpo}: PT15M
    ${OPSDECK_ANNOTATIONS.rto}: PT1H
spec:
  type: database
  owner: ${String(entity.spec?.owner ?? 'your-team')}
  dependencyOf:
    - component:${entity.metadata.name}
`}
    >
      This tab shows how much data would be lost now, against what may be lost,
      for every database and bucket that this service depends on. Declare one as
      a Resource with its objectives:
    </SetupCard>
  );
}
