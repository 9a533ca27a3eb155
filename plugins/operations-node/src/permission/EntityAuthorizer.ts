import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_DEPENDS_ON,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { CATALOG_ENTITY_RESOURCE } from '@opsdeck/backstage-plugin-operations-common';
import { DEPENDENCY_DEPTH } from '../binding/dependencies';

export type EntityPermission = ResourcePermission<
  typeof CATALOG_ENTITY_RESOURCE
>;

/** Decides on per-entity permissions, always with the caller's credentials. */
export class EntityAuthorizer {
  readonly #permissions: PermissionsService;
  readonly #catalog: CatalogService;

  constructor(options: {
    permissions: PermissionsService;
    catalog: CatalogService;
  }) {
    this.#permissions = options.permissions;
    this.#catalog = options.catalog;
  }

  /**
   * The entity, when the caller may see it in the catalog and holds the
   * permission on it.
   *
   * @throws NotFoundError when it does not exist or is hidden from the caller.
   * @throws NotAllowedError when the permission is denied.
   */
  async require(
    credentials: BackstageCredentials,
    permission: EntityPermission,
    entityRef: string,
  ): Promise<Entity> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity)
      throw new NotFoundError(`No entity ${entityRef} in the catalog`);
    const allowed = await this.filter(credentials, permission, [
      stringifyEntityRef(entity),
    ]);
    if (allowed.length === 0) {
      throw new NotAllowedError(
        `This needs the permission ${permission.name} on ${entityRef}`,
      );
    }
    return entity;
  }

  /** Those of the refs on which the caller holds the permission. */
  async filter(
    credentials: BackstageCredentials,
    permission: EntityPermission,
    entityRefs: readonly string[],
  ): Promise<string[]> {
    const allowed: string[] = [];
    // The permission backend limits a request body to 100 kB.
    for (let i = 0; i < entityRefs.length; i += 200) {
      const chunk = entityRefs.slice(i, i + 200);
      const decisions = await this.#permissions.authorize(
        chunk.map(resourceRef => ({ permission, resourceRef })),
        { credentials },
      );
      allowed.push(
        ...chunk.filter(
          (_, n) => decisions[n].result === AuthorizeResult.ALLOW,
        ),
      );
    }
    return allowed;
  }

  /**
   * The resources that the entity stands on and that the caller may see and
   * read, as far as `dependenciesOf` walks. What lies behind a resource that is
   * hidden from the caller is not looked for.
   */
  async readableDependencies(
    credentials: BackstageCredentials,
    permission: EntityPermission,
    entity: Entity,
  ): Promise<Entity[]> {
    const known = new Set([stringifyEntityRef(entity)]);
    const found: Entity[] = [];
    let layer = [entity];
    for (let depth = 1; depth <= DEPENDENCY_DEPTH; depth++) {
      const refs = layer.flatMap(resourcesOf).filter(ref => !known.has(ref));
      if (refs.length === 0) break;
      refs.forEach(ref => known.add(ref));
      layer = await this.readable(credentials, permission, [...new Set(refs)]);
      found.push(...layer);
    }
    return found;
  }

  /** Those of the entities that the caller may see and holds the permission on. */
  async readable(
    credentials: BackstageCredentials,
    permission: EntityPermission,
    entityRefs: readonly string[],
  ): Promise<Entity[]> {
    const visible: Entity[] = [];
    for (let i = 0; i < entityRefs.length; i += 200) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: entityRefs.slice(i, i + 200) },
        { credentials },
      );
      visible.push(...items.flatMap(item => item ?? []));
    }
    const allowed = new Set(
      await this.filter(
        credentials,
        permission,
        visible.map(item => stringifyEntityRef(item)),
      ),
    );
    return visible.filter(item => allowed.has(stringifyEntityRef(item)));
  }
}

function resourcesOf(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === RELATION_DEPENDS_ON)
    .map(relation => relation.targetRef)
    .filter(ref => parseEntityRef(ref).kind === 'resource');
}
