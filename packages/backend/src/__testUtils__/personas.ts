import {
  BackstageCredentials,
  PermissionsService,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  CAPABILITIES,
  Capability,
} from '@opsdeck/backstage-plugin-operations-common';

/** Somebody who may do everything, somebody who may do nothing here, and one person per tab who may read only that. */
export const ALL = 'user:default/all';
export const NONE = 'user:default/none';
export const onlyOf = (tab: Capability) => `user:default/only-${tab}`;

/** What a person of one tab is allowed to. */
export const readsOf = (tab: Capability): string[] => [
  'opsdeck.operations.read',
  `opsdeck.${tab}.read`,
];

export const header = (person: string) => mockCredentials.user.header(person);

function mayDo(credentials: BackstageCredentials, permission: string): boolean {
  const principal = Object(credentials.principal);
  if (principal.type !== 'user') return true;
  const person: string = principal.userEntityRef;
  if (person === ALL || !permission.startsWith('opsdeck.')) return true;
  return CAPABILITIES.some(
    tab => person === onlyOf(tab) && readsOf(tab).includes(permission),
  );
}

const decide = (
  permission: Permission,
  options: unknown,
): DefinitivePolicyDecision => ({
  result: mayDo(Object(options).credentials, permission.name)
    ? AuthorizeResult.ALLOW
    : AuthorizeResult.DENY,
});

/** Decides by who is asking; services and the catalog are open. */
export const personasPolicy = createServiceFactory({
  service: coreServices.permissions,
  deps: {},
  factory: (): PermissionsService => ({
    authorize: async (requests, options) =>
      requests.map(({ permission }) => decide(permission, options)),
    authorizeConditional: async (requests, options) =>
      requests.map(({ permission }) => decide(permission, options)),
  }),
});
