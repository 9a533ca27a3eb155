import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EntityAuthorizer } from '@opsdeck/backstage-plugin-operations-node';
import { SHOP, serviceEntity } from '../__testUtils__/runbooks';
import { AuthorizedRunbooksService } from './AuthorizedRunbooksService';
import { RunbooksService } from './RunbooksService';

const credentials = mockCredentials.user('user:default/dana');
const entity = { credentials, entityRef: SHOP };
const run = { credentials, runId: 'run' };
const READ = 'opsdeck.runbooks.read';
const RUN = 'opsdeck.runbooks.run';

function setUp(options: { allowed: string[]; hidden?: boolean }) {
  const catalog = catalogServiceMock({
    entities: options.hidden ? [] : [serviceEntity('/shop')],
  });
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) => ({
        result:
          options.allowed.includes(permission.name) && resourceRef === SHOP
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
  const inner = {
    getOverview: jest.fn(),
    getChecklist: jest.fn(),
    listOccurrences: jest.fn(),
    listRuns: jest.fn(),
    startRun: jest.fn(),
    getRun: jest.fn(),
    setStep: jest.fn(),
    finishRun: jest.fn(),
    abandonRun: jest.fn(),
    exportRun: jest.fn(),
    entityOf: jest.fn(async () => SHOP),
  };
  const service = new AuthorizedRunbooksService(
    inner,
    new EntityAuthorizer({ permissions, catalog }),
  );
  return { inner, permissions, service };
}

type Call = [
  name: keyof RunbooksService,
  permission: string,
  call: (service: RunbooksService) => Promise<unknown>,
];

const step = { state: 'done' as const, expectedVersion: 0 };
const calls: Call[] = [
  ['getOverview', READ, service => service.getOverview(entity)],
  ['getChecklist', READ, service => service.getChecklist(entity, 'a')],
  [
    'listOccurrences',
    READ,
    service => service.listOccurrences(entity, { from: '', to: '', limit: 1 }),
  ],
  ['listRuns', READ, service => service.listRuns(entity, { limit: 1 })],
  ['startRun', RUN, service => service.startRun(entity, { checklistId: 'a' })],
  ['getRun', READ, service => service.getRun(run)],
  ['setStep', RUN, service => service.setStep(run, 's', step)],
  ['finishRun', RUN, service => service.finishRun(run)],
  ['abandonRun', RUN, service => service.abandonRun(run, 'why')],
  ['exportRun', READ, service => service.exportRun(run)],
];

describe('AuthorizedRunbooksService', () => {
  it.each(calls)(
    'allows %s with %s, asked as the caller',
    async (name, permission, call) => {
      const { inner, permissions, service } = setUp({ allowed: [permission] });
      await call(service);
      expect(inner[name]).toHaveBeenCalledTimes(1);
      expect(permissions.authorize.mock.calls).toEqual([
        [expect.anything(), { credentials }],
      ]);
    },
  );

  it.each(calls)(
    'refuses %s with every permission but %s',
    async (name, permission, call) => {
      const { inner, service } = setUp({
        allowed: [READ, RUN].filter(each => each !== permission),
      });
      await expect(call(service)).rejects.toBeInstanceOf(NotAllowedError);
      expect(inner[name]).not.toHaveBeenCalled();
    },
  );

  it.each(calls)(
    'does not tell by %s that a hidden entity exists',
    async (name, permission, call) => {
      const { inner, service } = setUp({ allowed: [permission], hidden: true });
      const refusal: Error = await call(service).then(
        () => new Error('not refused'),
        error => error,
      );
      expect(refusal).toBeInstanceOf(NotFoundError);
      expect(inner[name]).not.toHaveBeenCalled();
      // The entity of a run is nothing that the caller has named.
      const named = inner.entityOf.mock.calls.length === 0;
      expect(refusal.message.includes(SHOP) && !named).toBe(false);
    },
  );
});
