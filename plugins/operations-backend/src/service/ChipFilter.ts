import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Capability,
  EntityStatus,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  EntityAuthorizer,
  EntityPermission,
} from '@opsdeck/backstage-plugin-operations-node';

/** Leaves of the board what the caller may see: entities by the catalog, chips by their tab. */
export class ChipFilter {
  readonly #catalog: CatalogService;
  readonly #authorizer: EntityAuthorizer;
  readonly #permissions: Partial<Record<Capability, EntityPermission>>;

  constructor(options: {
    catalog: CatalogService;
    authorizer: EntityAuthorizer;
    permissions: Partial<Record<Capability, EntityPermission>>;
  }) {
    this.#catalog = options.catalog;
    this.#authorizer = options.authorizer;
    this.#permissions = options.permissions;
  }

  /** Those of the entities that the catalog shows to the caller. */
  async visibleEntities(
    credentials: BackstageCredentials,
    entityRefs: readonly string[],
  ): Promise<Set<string>> {
    const visible = new Set<string>();
    for (let i = 0; i < entityRefs.length; i += 500) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: entityRefs.slice(i, i + 500),
          fields: ['kind', 'metadata.namespace', 'metadata.name'],
        },
        { credentials },
      );
      for (const item of items) if (item) visible.add(stringifyEntityRef(item));
    }
    return visible;
  }

  /** Those of the statuses whose tab the caller may read for that entity. */
  async readable(
    credentials: BackstageCredentials,
    statuses: readonly EntityStatus[],
  ): Promise<EntityStatus[]> {
    const readable = await Promise.all(
      Object.entries(this.#permissions).map(
        async ([capability, permission]) => {
          const own = statuses.filter(
            status => status.capability === capability,
          );
          const allowed = new Set(
            await this.#authorizer.filter(
              credentials,
              permission,
              own.map(status => status.entityRef),
            ),
          );
          return own.filter(status => allowed.has(status.entityRef));
        },
      ),
    );
    return readable.flat();
  }
}
