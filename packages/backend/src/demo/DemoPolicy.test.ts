import { mockCredentials } from '@backstage/backend-test-utils';
import {
  catalogEntityCreatePermission,
  catalogEntityReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  Permission,
  createPermission,
} from '@backstage/plugin-permission-common';
import { backupsReadPermission } from '@opsdeck/backstage-plugin-backups-common';
import {
  operationsReadPermission,
  sourcesReadPermission,
  sourcesRunPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import { DemoPolicy } from './DemoPolicy';

const write = createPermission({
  name: 'opsdeck.incidents.write',
  attributes: { action: 'update' },
  resourceType: 'catalog-entity',
});

/** What a role may do, in the order of the columns below. */
const PERMISSIONS: Record<string, Permission> = {
  catalogRead: catalogEntityReadPermission,
  catalogWrite: catalogEntityCreatePermission,
  areaRead: operationsReadPermission,
  entityRead: backupsReadPermission,
  entityWrite: write,
  sourcesRead: sourcesReadPermission,
  sourcesRun: sourcesRunPermission,
};

const GROUPS: Record<string, string[]> = {
  'dana.developer': ['hopngo-team', 'markethub-team'],
  'sam.owner': ['hopngo-team', 'platform-team', 'boats-team'],
  'olga.operator': ['operators'],
  'rui.reviewer': ['operators'],
  'vera.viewer': ['visitors'],
  'ada.admin': ['portal-admins'],
};

function claimsOf(person: string): string[] {
  return [
    `user:default/${person}`,
    ...GROUPS[person].map(name => `group:default/${name}`),
  ];
}

function decide(permission: Permission, claims?: string[]) {
  return new DemoPolicy().handle(
    { permission },
    claims && {
      credentials: mockCredentials.user(claims[0]),
      info: { userEntityRef: claims[0], ownershipEntityRefs: claims },
    },
  );
}

const WORDS: Record<string, string> = {
  [AuthorizeResult.ALLOW]: 'yes',
  [AuthorizeResult.DENY]: 'no',
  [AuthorizeResult.CONDITIONAL]: 'own',
};

describe('the demo policy', () => {
  it.each`
    person              | catalogRead | catalogWrite | areaRead | entityRead | entityWrite | sourcesRead | sourcesRun
    ${'dana.developer'} | ${'yes'}    | ${'no'}      | ${'yes'} | ${'yes'}   | ${'own'}    | ${'yes'}    | ${'no'}
    ${'sam.owner'}      | ${'yes'}    | ${'no'}      | ${'yes'} | ${'yes'}   | ${'own'}    | ${'yes'}    | ${'no'}
    ${'olga.operator'}  | ${'yes'}    | ${'no'}      | ${'yes'} | ${'yes'}   | ${'yes'}    | ${'yes'}    | ${'yes'}
    ${'rui.reviewer'}   | ${'yes'}    | ${'no'}      | ${'yes'} | ${'yes'}   | ${'yes'}    | ${'yes'}    | ${'yes'}
    ${'vera.viewer'}    | ${'yes'}    | ${'no'}      | ${'no'}  | ${'no'}    | ${'no'}     | ${'no'}     | ${'no'}
    ${'ada.admin'}      | ${'yes'}    | ${'yes'}     | ${'yes'} | ${'yes'}   | ${'yes'}    | ${'yes'}    | ${'yes'}
  `('lets $person do what the role is for', async ({ person, ...expected }) => {
    const decided: Record<string, string> = {};
    for (const [kind, permission] of Object.entries(PERMISSIONS)) {
      const { result } = await decide(permission, claimsOf(person));
      decided[kind] = WORDS[result];
    }
    expect(decided).toEqual(expected);
  });

  it('asks for ownership by any claim of the person', async () => {
    const claims = claimsOf('dana.developer');
    await expect(decide(write, claims)).resolves.toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        resourceType: 'catalog-entity',
        params: { claims },
      },
    });
  });

  it.each(['areaRead', 'entityRead', 'entityWrite', 'sourcesRun'])(
    'denies %s to whoever is not signed in',
    async kind => {
      await expect(decide(PERMISSIONS[kind])).resolves.toEqual({
        result: AuthorizeResult.DENY,
      });
    },
  );

  it('holds a visitor back who is an operator too', async () => {
    const claims = ['group:default/visitors', 'group:default/operators'];
    await expect(decide(write, claims)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
  });
});
