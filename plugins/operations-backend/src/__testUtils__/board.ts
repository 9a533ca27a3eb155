import { Entity } from '@backstage/catalog-model';
import { EntityStatus } from '@opsdeck/backstage-plugin-operations-common';
import { BoardEntity } from '../database/BoardStore';

export const NOW = new Date('2026-11-20T10:00:00.000Z');

/** What the board knows of `component:default/<name>`. */
export function boardEntity(
  name: string,
  change: Partial<BoardEntity> = {},
): BoardEntity {
  return {
    entityRef: `component:default/${name}`,
    title: name,
    kind: 'component',
    owner: 'group:default/team',
    system: null,
    tier: null,
    lifecycle: 'production',
    ...change,
  };
}

/** A status of `component:default/<name>` that holds at {@link NOW}. */
export function status(
  name: string,
  change: Partial<EntityStatus> = {},
): EntityStatus {
  return {
    entityRef: `component:default/${name}`,
    capability: 'backups',
    verdict: 'met',
    headline: 'fine',
    since: '2026-11-20T08:00:00.000Z',
    evaluatedAt: '2026-11-20T09:55:00.000Z',
    validUntil: '2026-11-20T10:10:00.000Z',
    nextChangeAt: null,
    observedBy: null,
    sequence: 1,
    ...change,
  };
}

/** `component:default/<name>` in the catalog. */
export function component(name: string, change: Partial<Entity> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: { type: 'service', lifecycle: 'production' },
    ...change,
  };
}
