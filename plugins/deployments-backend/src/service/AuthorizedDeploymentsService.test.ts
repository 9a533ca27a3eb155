import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EntityAuthorizer } from '@opsdeck/backstage-plugin-operations-node';
import { ORDERS, ago, serviceEntity } from '../__testUtils__/records';
import { AuthorizedDeploymentsService } from './AuthorizedDeploymentsService';

const credentials = mockCredentials.user('user:default/dana');

function setUp({ isHidden = false, isDenied = false } = {}) {
  const catalog = catalogServiceMock({
    entities: isHidden ? [] : [serviceEntity('orders')],
  });
  const read = jest.spyOn(catalog, 'getEntityByRef');
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) => ({
        result:
          permission.name === 'opsdeck.deployments.read' &&
          resourceRef === ORDERS &&
          !isDenied
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
  const inner = {
    getOverview: jest.fn().mockResolvedValue('overview'),
    listDeployments: jest.fn().mockResolvedValue('list'),
    getDeployment: jest.fn().mockResolvedValue('deployment'),
    listChanges: jest.fn().mockResolvedValue('changes'),
  };
  const service = new AuthorizedDeploymentsService(
    inner,
    new EntityAuthorizer({ permissions, catalog }),
  );
  const request = { credentials, entityRef: 'component:default/Orders' };
  return {
    inner,
    read,
    permissions,
    calls: {
      getOverview: () => service.getOverview(request),
      listDeployments: () => service.listDeployments(request, { limit: 50 }),
      getDeployment: () => service.getDeployment(request, 'id'),
      listChanges: () =>
        service.listChanges(request, { from: ago(1), to: ago(0) }),
    },
  };
}

const METHODS = [
  ['getOverview', 'overview', []],
  ['listDeployments', 'list', [{ limit: 50 }]],
  ['getDeployment', 'deployment', ['id']],
  ['listChanges', 'changes', [{ from: ago(1), to: ago(0) }]],
] as const;

describe.each(METHODS)('%s', (method, answer, rest) => {
  it('is passed on for who may read, asked with the caller’s credentials', async () => {
    const { calls, inner, read, permissions } = setUp();
    await expect(calls[method]()).resolves.toBe(answer);
    expect(inner[method]).toHaveBeenCalledWith(ORDERS, ...rest);
    expect(read).toHaveBeenCalledWith(expect.anything(), { credentials });
    expect(permissions.authorize).toHaveBeenCalledWith(expect.anything(), {
      credentials,
    });
  });

  it('is refused where the permission is denied', async () => {
    const { calls, inner } = setUp({ isDenied: true });
    await expect(calls[method]()).rejects.toBeInstanceOf(NotAllowedError);
    expect(inner[method]).not.toHaveBeenCalled();
  });

  it('does not tell that a hidden entity exists', async () => {
    const { calls, inner } = setUp({ isHidden: true });
    await expect(calls[method]()).rejects.toBeInstanceOf(NotFoundError);
    expect(inner[method]).not.toHaveBeenCalled();
  });
});
