import { Entity } from '@backstage/catalog-model';
import {
  PEER_ANNOTATIONS,
  annotationValues,
} from '@opsdeck/backstage-plugin-operations-common';

/** Whether alerts can be bound to the entity at all. */
export function isBound(entity: Entity): boolean {
  const name = PEER_ANNOTATIONS.prometheusServiceName;
  return annotationValues(entity, name).length > 0;
}
