import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { CATALOG_ENTITY_RESOURCE } from '@opsdeck/backstage-plugin-operations-common';
import { EntityAuthorizer } from './EntityAuthorizer';

const permission = createPermission({
  name: 'opsdeck.test.read',
  attributes: { action: 'read' },
  resourceType: CATALOG_ENTITY_RESOURCE,
});

const entity = (
  kind: string,
  name: string,
  dependsOn: string[] = [],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  relations: dependsOn.map(targetRef => ({ type: 'dependsOn', targetRef })),
});

const SHOP = 'component:default/shop';
const credentials = mockCredentials.user();

function authorizerFor(options: {
  entities: Entity[];
  allowed: (ref: string) => boolean;
}) {
  const catalog = catalogServiceMock({ entities: options.entities });
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(request => ({
        result:
          'resourceRef' in request && options.allowed(request.resourceRef ?? '')
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
  return {
    catalog,
    permissions,
    authorizer: new EntityAuthorizer({ catalog, permissions }),
  };
}

describe('EntityAuthorizer', () => {
  const shop = entity('Component', 'shop', [
    'resource:default/db',
    'resource:default/secret-db',
    'resource:default/hidden-db',
    'component:default/other',
  ]);
  const entities = [
    shop,
    entity('Resource', 'db'),
    entity('Resource', 'secret-db'),
    entity('Component', 'other'),
  ];

  it('answers the entity to whom the permission allows it', async () => {
    const { authorizer, catalog } = authorizerFor({
      entities,
      allowed: ref => ref === SHOP,
    });
    const read = jest.spyOn(catalog, 'getEntityByRef');
    await expect(
      authorizer.require(credentials, permission, SHOP),
    ).resolves.toMatchObject({ metadata: { name: 'shop' } });
    expect(read).toHaveBeenCalledWith(SHOP, { credentials });
  });

  it('says 404 for an entity that the catalog hides, whatever the permission', async () => {
    const { authorizer, permissions } = authorizerFor({
      entities: [],
      allowed: () => true,
    });
    await expect(
      authorizer.require(credentials, permission, SHOP),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(permissions.authorize).not.toHaveBeenCalled();
  });

  it('says 403 when the permission is denied, and names it', async () => {
    const { authorizer } = authorizerFor({ entities, allowed: () => false });
    await expect(
      authorizer.require(credentials, permission, SHOP),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: `This needs the permission opsdeck.test.read on ${SHOP}`,
    });
  });

  it('asks in chunks of 200 and keeps answers with their refs', async () => {
    const refs = Array.from(
      { length: 450 },
      (_, i) => `component:default/${i}`,
    );
    const { authorizer, permissions } = authorizerFor({
      entities: [],
      allowed: ref => Number(ref.split('/')[1]) % 7 === 0,
    });
    const allowed = await authorizer.filter(credentials, permission, refs);
    expect(allowed).toEqual(refs.filter((_, i) => i % 7 === 0));
    expect(
      permissions.authorize.mock.calls.map(([requests, options]) => [
        requests.length,
        options,
      ]),
    ).toEqual([
      [200, { credentials }],
      [200, { credentials }],
      [50, { credentials }],
    ]);
  });

  it('asks nothing about nothing', async () => {
    const { authorizer, permissions } = authorizerFor({
      entities,
      allowed: () => true,
    });
    expect(await authorizer.filter(credentials, permission, [])).toEqual([]);
    expect(permissions.authorize).not.toHaveBeenCalled();
  });

  it('lists the dependencies that the caller may see and read', async () => {
    const { authorizer } = authorizerFor({
      entities,
      allowed: ref => ref !== 'resource:default/secret-db',
    });
    const dependencies = await authorizer.readableDependencies(
      credentials,
      permission,
      shop,
    );
    expect(dependencies.map(({ metadata }) => metadata.name)).toEqual(['db']);
  });
});
