import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { StoredFeed } from './FeedStore';

/** Groups of groups of groups: deeper than any organisation, and an end to a circle. */
const MAX_DEPTH = 10;

/** For whom a feed speaks now. */
export interface Audience {
  /** Refs whose checklists it lists; empty when it lists nothing any more. */
  subjectRefs: string[];
  /** Why it lists nothing; null when it does. */
  problem: string | null;
}

/**
 * Re-reads from the catalog for whom a feed may still speak. Nobody is signed in when a
 * calendar reads a feed, so the owner's permissions cannot be asked; what can be known
 * is whether the person is still there and in which groups. See decision 0020.
 */
export class FeedAudience {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** What of a feed's subjects still holds: never more than when it was made. */
  async of({ ownerRef, subjectRefs, scope }: StoredFeed): Promise<Audience> {
    const current = await this.#refsOf(ownerRef);
    if (!current) {
      return {
        subjectRefs: [],
        problem: `The catalog has no ${ownerRef}, so it cannot tell what is theirs`,
      };
    }
    const left = subjectRefs.filter(ref => current.has(ref));
    return {
      subjectRefs: left,
      problem:
        left.length === 0 && scope === 'team'
          ? `${ownerRef} is no longer a member of ${subjectRefs.join(', ')}`
          : null,
    };
  }

  /** The person and the groups above them; undefined when the person is not in the catalog. */
  async #refsOf(ownerRef: string): Promise<Set<string> | undefined> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const owner = await this.#catalog.getEntityByRef(ownerRef, { credentials });
    if (!owner) return undefined;
    const refs = new Set([ownerRef]);
    let layer = targetsOf(owner, RELATION_MEMBER_OF);
    for (let depth = 0; layer.length > 0 && depth < MAX_DEPTH; depth++) {
      layer.forEach(ref => refs.add(ref));
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: layer, fields: ['kind', 'metadata', 'relations'] },
        { credentials },
      );
      layer = items
        .flatMap(group => (group ? targetsOf(group, RELATION_CHILD_OF) : []))
        .filter(ref => !refs.has(ref));
    }
    return refs;
  }
}

function targetsOf({ relations = [] }: Entity, type: string): string[] {
  return relations
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}
