import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

const ADMINS = 'group:default/portal-admins';
const OPERATORS = 'group:default/operators';
const VISITORS = 'group:default/visitors';

/**
 * The policy of the demo, real enough to show every refusal: administrators
 * may do everything; operators read and write every service; members read
 * everything and write what they own; visitors see the catalog and nothing of
 * Opsdeck. Outside Opsdeck everyone reads and only administrators write. What
 * is not named here is denied.
 */
export class DemoPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (claims.includes(ADMINS)) return ALLOW;
    if (!permission.name.startsWith('opsdeck.')) {
      return permission.attributes.action === 'read' ? ALLOW : DENY;
    }
    if (!user || claims.includes(VISITORS)) return DENY;
    if (claims.includes(OPERATORS)) return ALLOW;
    return this.#member(permission, claims);
  }

  #member(permission: Permission, claims: string[]): PolicyDecision {
    if (permission.attributes.action === 'read') return ALLOW;
    if (!isResourcePermission(permission, 'catalog-entity')) return DENY;
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims }),
    );
  }
}
