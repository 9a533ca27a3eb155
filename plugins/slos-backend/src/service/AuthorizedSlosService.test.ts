import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EntityAuthorizer } from '@opsdeck/backstage-plugin-operations-node';
import { SHOP, shopEntity } from '../__testUtils__/documents';
import { AuthorizedSlosService } from './AuthorizedSlosService';

const credentials = mockCredentials.user('user:default/dana');
const shop = { credentials, entityRef: SHOP };

function setUp(options: { hidden?: boolean; denied?: boolean } = {}) {
  const catalog = catalogServiceMock({
    entities: options.hidden ? [] : [shopEntity()],
  });
  const read = jest.spyOn(catalog, 'getEntityByRef');
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) => ({
        result:
          permission.name === 'opsdeck.slos.read' &&
          resourceRef === SHOP &&
          !options.denied
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
  const inner = {
    getOverview: jest.fn(),
    getSeries: jest.fn(),
    getDefinition: jest.fn(),
  };
  const service = new AuthorizedSlosService(
    inner,
    new EntityAuthorizer({ permissions, catalog }),
  );
  const calls = [
    () => service.getOverview(shop),
    () => service.getSeries(shop, 'availability', { window: 'P1D' }),
    () => service.getDefinition(shop, 'availability'),
  ];
  return { inner, read, permissions, calls };
}

describe('AuthorizedSlosService', () => {
  it('passes on the entity that the caller may read', async () => {
    const { inner, calls } = setUp();
    for (const call of calls) await call();
    const entity = expect.objectContaining({ kind: 'Component' });
    expect(inner.getOverview).toHaveBeenCalledWith(entity);
    expect(inner.getSeries).toHaveBeenCalledWith(entity, 'availability', {
      window: 'P1D',
    });
    expect(inner.getDefinition).toHaveBeenCalledWith(entity, 'availability');
  });

  it('reads the catalog and asks for permission as the caller, not as itself', async () => {
    const { read, permissions, calls } = setUp();
    for (const call of calls) await call();
    expect(read).toHaveBeenCalledTimes(3);
    for (const [, options] of read.mock.calls) {
      expect(options).toEqual({ credentials });
    }
    for (const [, options] of permissions.authorize.mock.calls) {
      expect(options).toEqual({ credentials });
    }
  });

  it.each([
    ['denied', { denied: true }, NotAllowedError],
    ['hidden', { hidden: true }, NotFoundError],
  ])('refuses an entity that is %s', async (_why, options, error) => {
    const { inner, calls } = setUp(options);
    for (const call of calls) {
      await expect(call()).rejects.toBeInstanceOf(error);
    }
    for (const method of Object.values(inner)) {
      expect(method).not.toHaveBeenCalled();
    }
  });
});
