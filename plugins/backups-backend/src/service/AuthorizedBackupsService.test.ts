import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EntityAuthorizer } from '@opsdeck/backstage-plugin-operations-node';
import { databaseEntity, serviceEntity } from '../__testUtils__/records';
import { AuthorizedBackupsService } from './AuthorizedBackupsService';

const SHOP = 'component:default/shop';
const ORDERS = 'resource:default/orders';
const credentials = mockCredentials.user('user:default/dana');
const query = { resourceKey: 'orders', limit: 50 };

function setUp(options: { hidden?: string[]; denied?: string[] } = {}) {
  const resources = [databaseEntity('orders'), databaseEntity('media')];
  const shop = serviceEntity('shop', resources);
  const catalog = catalogServiceMock({
    entities: [shop, ...resources].filter(
      ({ metadata }) => !options.hidden?.includes(metadata.name),
    ),
  });
  const reads = [
    jest.spyOn(catalog, 'getEntityByRef'),
    jest.spyOn(catalog, 'getEntitiesByRefs'),
  ];
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) => ({
        result:
          permission.name === 'opsdeck.backups.read' &&
          !options.denied?.includes(String(resourceRef))
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
  const inner = {
    getOverview: jest.fn(),
    listRecoveryPoints: jest.fn(),
  };
  return {
    inner,
    reads,
    permissions,
    service: new AuthorizedBackupsService(
      inner,
      new EntityAuthorizer({ permissions, catalog }),
    ),
  };
}

const names = (entities: readonly Entity[]) =>
  entities.map(({ metadata }) => metadata.name);

describe('AuthorizedBackupsService', () => {
  it('passes on the entity and its dependencies that the caller may read', async () => {
    const { service, inner } = setUp();
    await service.getOverview({ credentials, entityRef: SHOP });
    expect(names(inner.getOverview.mock.calls[0][0])).toEqual([
      'shop',
      'orders',
      'media',
    ]);
    await service.listRecoveryPoints({ credentials, entityRef: SHOP }, query);
    expect(names(inner.listRecoveryPoints.mock.calls[0][0])).toEqual([
      'shop',
      'orders',
      'media',
    ]);
    expect(inner.listRecoveryPoints.mock.calls[0][1]).toBe(query);
  });

  it('reads the catalog and asks for permission as the caller, not as itself', async () => {
    const { service, reads, permissions } = setUp();
    await service.getOverview({ credentials, entityRef: SHOP });
    for (const read of reads) {
      expect(read.mock.calls).toEqual([[expect.anything(), { credentials }]]);
    }
    expect(permissions.authorize).toHaveBeenCalledTimes(2);
    for (const [, options] of permissions.authorize.mock.calls) {
      expect(options).toEqual({ credentials });
    }
  });

  it.each(['getOverview', 'listRecoveryPoints'] as const)(
    'refuses %s where the permission is denied',
    async method => {
      const { service, inner } = setUp({ denied: [SHOP] });
      await expect(
        service[method]({ credentials, entityRef: SHOP }, query),
      ).rejects.toBeInstanceOf(NotAllowedError);
      expect(inner[method]).not.toHaveBeenCalled();
    },
  );

  it.each(['getOverview', 'listRecoveryPoints'] as const)(
    'does not tell by %s that a hidden entity exists',
    async method => {
      const { service, inner } = setUp({ hidden: ['shop'] });
      await expect(
        service[method]({ credentials, entityRef: SHOP }, query),
      ).rejects.toBeInstanceOf(NotFoundError);
      expect(inner[method]).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['hidden', { hidden: ['orders'] }],
    ['denied', { denied: [ORDERS] }],
  ])('leaves out a dependency that is %s', async (_why, options) => {
    const { service, inner } = setUp(options);
    await service.getOverview({ credentials, entityRef: SHOP });
    expect(names(inner.getOverview.mock.calls[0][0])).toEqual([
      'shop',
      'media',
    ]);
  });
});
