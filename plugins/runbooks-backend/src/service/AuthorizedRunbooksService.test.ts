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
const shop = {
  ...serviceEntity('/shop'),
  relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
};
const READ = 'opsdeck.runbooks.read';
const RUN = 'opsdeck.runbooks.run';

function setUp(options: { allowed: string[]; hidden?: boolean }) {
  const catalog = catalogServiceMock({
    entities: options.hidden ? [] : [shop],
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
    addEvidence: jest.fn(),
    addFile: jest.fn(),
    getFile: jest.fn(),
    confirmStep: jest.fn(),
    rejectStep: jest.fn(),
    handOver: jest.fn(),
    correctRun: jest.fn(),
    getProof: jest.fn(),
    exportProof: jest.fn(),
    proofEntities: jest.fn(async () => [SHOP]),
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
const seen = { expectedVersion: 1 };
const link = { kind: 'link' as const, url: 'https://example.com/' };
const file = { name: 'a.png', mediaType: 'image/png' };
const noBytes = async () => {
  throw new Error('the bytes were read');
};
const proofOf = (entityRef?: string, owner?: string) => ({
  credentials,
  query: { from: '2026-07-01', to: '2026-10-01', entityRef, owner },
});
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
  ['addEvidence', RUN, service => service.addEvidence(run, 's', link)],
  ['addFile', RUN, service => service.addFile(run, 's', file, noBytes)],
  ['getFile', READ, service => service.getFile(run, 'e')],
  ['confirmStep', RUN, service => service.confirmStep(run, 's', seen)],
  [
    'rejectStep',
    RUN,
    service => service.rejectStep(run, 's', { ...seen, reason: 'no' }),
  ],
  [
    'handOver',
    RUN,
    service =>
      service.handOver(run, { to: 'group:default/b', expectedAssignee: null }),
  ],
  ['getProof', READ, service => service.getProof(proofOf(SHOP))],
  ['exportProof', READ, service => service.exportProof(proofOf(SHOP), 'csv')],
  ['correctRun', RUN, service => service.correctRun(run, 'why')],
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

describe('the proof of a fleet', () => {
  const scope = async (
    options: { allowed: string[]; hidden?: boolean },
    owner?: string,
  ) => {
    const { inner, service } = setUp(options);
    await service.getProof(proofOf(undefined, owner));
    return inner.getProof.mock.calls[0][0];
  };

  it('is about what the caller may read', async () => {
    await expect(scope({ allowed: [READ] })).resolves.toEqual([SHOP]);
  });

  it('is about the services of an owner', async () => {
    await expect(
      scope({ allowed: [READ] }, 'Group:default/Team'),
    ).resolves.toEqual([SHOP]);
    await expect(
      scope({ allowed: [READ] }, 'group:default/others'),
    ).resolves.toEqual([]);
  });

  it.each([{ allowed: [RUN] }, { allowed: [READ], hidden: true }])(
    'is refused to who may read nothing of it (%#)',
    async options => {
      await expect(scope(options)).rejects.toBeInstanceOf(NotAllowedError);
    },
  );
});
