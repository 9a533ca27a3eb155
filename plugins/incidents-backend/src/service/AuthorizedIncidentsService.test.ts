import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EntityAuthorizer } from '@opsdeck/backstage-plugin-operations-node';
import { NOW, SHOP, serviceEntity } from '../__testUtils__/alerts';
import { ID, detail, incident } from '../__testUtils__/incidents';
import { AuthorizedIncidentsService } from './AuthorizedIncidentsService';
import { TrustedIncidentsService } from './IncidentsService';

const OLGA = 'user:default/olga';
const user = mockCredentials.user(OLGA);
const range = { from: NOW, to: NOW };
const READ = 'opsdeck.incidents.read';
const WRITE = 'opsdeck.incidents.write';

function setUp(allowed: string[], options: { hidden?: boolean } = {}) {
  const catalog = catalogServiceMock({
    entities: options.hidden ? [] : [serviceEntity('shop')],
  });
  const read = jest.spyOn(catalog, 'getEntityByRef');
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) => ({
        result:
          allowed.includes(permission.name) && resourceRef === SHOP
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
  const inner: jest.Mocked<TrustedIncidentsService> = {
    entityOf: jest.fn(async id => (id === ID ? SHOP : undefined)),
    getOverview: jest.fn(),
    listBetween: jest.fn().mockResolvedValue([incident]),
    getIncident: jest.fn().mockResolvedValue(detail),
    declare: jest.fn().mockResolvedValue(incident),
    changeState: jest.fn().mockResolvedValue(incident),
    changeSeverity: jest.fn().mockResolvedValue(incident),
    addNote: jest.fn().mockResolvedValue(incident),
  };
  const service = new AuthorizedIncidentsService({
    service: inner,
    authorizer: new EntityAuthorizer({ permissions, catalog }),
    auth: mockServices.auth(),
  });
  return { service, inner, read, permissions };
}

type Setup = ReturnType<typeof setUp>;

const READS = ['getOverview', 'listBetween', 'getIncident'] as const;
const WRITES = ['declare', 'changeState', 'changeSeverity', 'addNote'] as const;
const ON_INCIDENTS = ['getIncident', ...WRITES.slice(1)] as const;

function call(
  { service }: Setup,
  method: (typeof READS)[number] | (typeof WRITES)[number],
  credentials: BackstageCredentials = user,
  incidentId = ID,
) {
  const entity = { entityRef: SHOP, credentials };
  const asked = { incidentId, credentials };
  const calls = {
    getOverview: () => service.getOverview(entity),
    listBetween: () => service.listBetween(entity, range),
    getIncident: () => service.getIncident(asked),
    declare: () => service.declare(entity, { title: 'abc', severity: 'P1' }),
    changeState: () =>
      service.changeState(asked, { state: 'resolved', expectedVersion: 1 }),
    changeSeverity: () =>
      service.changeSeverity(asked, {
        severity: 'P2',
        expectedVersion: 1,
        reason: 'why',
      }),
    addNote: () => service.addNote(asked, { text: 'note' }),
  };
  return calls[method]();
}

describe('AuthorizedIncidentsService', () => {
  it.each(READS)('lets %s pass with the permission to read', async method => {
    const setup = setUp([READ]);
    await call(setup, method);
    expect(setup.inner[method]).toHaveBeenCalledTimes(1);
  });

  it.each(WRITES)(
    'lets %s pass with the permission to write, as the signed-in user',
    async method => {
      const setup = setUp([WRITE]);
      await call(setup, method);
      expect(setup.inner[method]).toHaveBeenCalledWith(
        method === 'declare' ? SHOP : ID,
        OLGA,
        expect.anything(),
      );
    },
  );

  it.each([...READS, ...WRITES])(
    'refuses %s where its permission is denied',
    async method => {
      const other = READS.some(each => each === method) ? WRITE : READ;
      const setup = setUp([other]);
      await expect(call(setup, method)).rejects.toBeInstanceOf(NotAllowedError);
      expect(setup.inner[method]).not.toHaveBeenCalled();
    },
  );

  it.each([...READS, ...WRITES])(
    'does not tell by %s that a hidden entity exists',
    async method => {
      const setup = setUp([READ, WRITE], { hidden: true });
      await expect(call(setup, method)).rejects.toBeInstanceOf(NotFoundError);
      expect(setup.inner[method]).not.toHaveBeenCalled();
    },
  );

  it.each(ON_INCIDENTS)(
    'answers %s alike for a hidden entity and for no incident',
    async method => {
      const hidden = setUp([READ, WRITE], { hidden: true });
      await expect(call(hidden, method)).rejects.toThrow(
        new NotFoundError(`No incident ${ID}`),
      );
      const known = setUp([READ, WRITE]);
      await expect(call(known, method, user, 'none')).rejects.toThrow(
        new NotFoundError('No incident none'),
      );
    },
  );

  it.each(WRITES)('refuses %s to services', async method => {
    const setup = setUp([READ, WRITE]);
    await expect(
      call(setup, method, mockCredentials.service()),
    ).rejects.toThrow('Incidents are changed by people: sign in as a user');
    expect(setup.inner[method]).not.toHaveBeenCalled();
  });

  it.each(READS)('answers %s to services', async method => {
    const setup = setUp([READ]);
    await call(setup, method, mockCredentials.service());
    expect(setup.inner[method]).toHaveBeenCalledTimes(1);
  });

  it('reads the catalog and asks for permission as the caller, not as itself', async () => {
    const setup = setUp([READ, WRITE]);
    await call(setup, 'getOverview');
    await call(setup, 'addNote');
    for (const [, options] of [
      ...setup.read.mock.calls,
      ...setup.permissions.authorize.mock.calls,
    ]) {
      expect(options).toEqual({ credentials: user });
    }
  });

  it('hands the caller’s credentials on for what other tabs know', async () => {
    const setup = setUp([READ]);
    await call(setup, 'getIncident');
    expect(setup.inner.getIncident).toHaveBeenCalledWith(ID, user);
  });
});
