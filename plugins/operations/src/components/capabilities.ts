import { parseEntityRef } from '@backstage/catalog-model';
import { Capability } from '@opsdeck/backstage-plugin-operations-common';

/** How the five questions are called on screen. */
export const CAPABILITY_TITLES: Record<Capability, string> = {
  deployments: 'Deployments',
  slos: 'SLOs',
  runbooks: 'Runbooks',
  backups: 'Backups',
  incidents: 'Incidents',
};

/** Path of an entity's page, or of one of its tabs. */
export function entityPagePath(entityRef: string, tab?: Capability): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const path = ['catalog', namespace, kind, name, ...(tab ? [tab] : [])];
  return `/${path.map(encodeURIComponent).join('/')}`;
}

/** The name in an entity ref, for a table cell. */
export function refName(entityRef: string): string {
  return parseEntityRef(entityRef).name;
}
