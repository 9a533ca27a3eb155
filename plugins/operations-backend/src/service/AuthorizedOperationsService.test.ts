import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { AuthorizedOperationsService } from './AuthorizedOperationsService';
import { OperationsService } from './OperationsService';

describe('AuthorizedOperationsService', () => {
  const request = { credentials: mockCredentials.user() };
  const target = {
    pluginId: 'backups',
    sourceId: 's',
    scopeId: 'a',
  } as const;
  const inner: jest.Mocked<OperationsService> = {
    getBoard: jest.fn(),
    getEntityBoard: jest.fn(),
    getSources: jest.fn(),
    runSourceNow: jest.fn(),
  };

  const calls: [
    keyof OperationsService,
    string,
    (service: OperationsService) => Promise<unknown>,
  ][] = [
    [
      'getBoard',
      'opsdeck.operations.read',
      service => service.getBoard(request, { limit: 50 }),
    ],
    [
      'getEntityBoard',
      'opsdeck.operations.read',
      service => service.getEntityBoard(request, 'component:default/a'),
    ],
    [
      'getSources',
      'opsdeck.sources.read',
      service => service.getSources(request),
    ],
    [
      'runSourceNow',
      'opsdeck.sources.run',
      service => service.runSourceNow(request, target),
    ],
  ];

  const serviceWith = (allowed: string | undefined) =>
    new AuthorizedOperationsService(
      inner,
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result:
              permission.name === allowed
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          })),
      }),
    );

  beforeEach(() => jest.clearAllMocks());

  it.each(calls)(
    '%s asks on for who holds %s',
    async (name, permission, ask) => {
      await ask(serviceWith(permission));
      expect(inner[name]).toHaveBeenCalledTimes(1);
    },
  );

  it.each(calls)(
    '%s refuses who does not hold %s',
    async (name, permission, ask) => {
      await expect(ask(serviceWith(undefined))).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: `This needs the permission ${permission}`,
      });
      expect(inner[name]).not.toHaveBeenCalled();
    },
  );
});
