import { parseEntityRef } from '@backstage/catalog-model';
import { Link, LinkProps } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Capability } from '@opsdeck/backstage-plugin-operations-common';

export interface EntityLinkProps extends Omit<LinkProps, 'to' | 'ref'> {
  entityRef: string;
  /** The tab to open; the overview unless told. */
  tab?: Capability;
}

/** A link to an entity's page, wherever the portal has mounted the catalog. */
export function EntityLink({ entityRef, tab, ...props }: EntityLinkProps) {
  const entityPath = useRouteRef(entityRouteRef);
  const path = entityPath(entityRouteParams(entityRef, { encodeParams: true }));
  return <Link {...props} to={tab ? `${path}/${tab}` : path} />;
}

/** The name in an entity ref, for a table cell. */
export function refName(entityRef: string): string {
  return parseEntityRef(entityRef).name;
}
