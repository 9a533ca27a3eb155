import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  CATALOG_ENTITY_RESOURCE,
  EntityStatus,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  EntityAuthorizer,
  EntityPermission,
} from '@opsdeck/backstage-plugin-operations-node';
import { bothTestDatabases } from '@opsdeck/backstage-plugin-operations-node/testing';
import { NOW, boardEntity, component, status } from '../__testUtils__/board';
import { BoardStore } from '../database/BoardStore';
import { ChipFilter } from './ChipFilter';
import { DefaultOperationsService } from './DefaultOperationsService';

const permissionOf = (name: string): EntityPermission =>
  createPermission({
    name,
    attributes: { action: 'read' },
    resourceType: CATALOG_ENTITY_RESOURCE,
  });

const PERMISSIONS = {
  backups: permissionOf('test.backups.read'),
  slos: permissionOf('test.slos.read'),
};

const databases = bothTestDatabases();

describe.each(databases.eachSupportedId())(
  'DefaultOperationsService on %s',
  databaseId => {
    const request = { credentials: mockCredentials.user() };
    let store: BoardStore;

    beforeEach(async () => {
      const knex = await databases.init(databaseId);
      store = await BoardStore.create({ getClient: async () => knex });
    });

    const serviceFor = (options: {
      visible: Entity[];
      allowed: (permission: string, entityRef: string) => boolean;
    }) => {
      const catalog = catalogServiceMock({ entities: options.visible });
      const permissions = mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(one => ({
            result:
              'resourceRef' in one &&
              options.allowed(one.permission.name, one.resourceRef ?? '')
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          })),
      });
      return new DefaultOperationsService({
        store,
        chips: new ChipFilter({
          catalog,
          authorizer: new EntityAuthorizer({ catalog, permissions }),
          permissions: PERMISSIONS,
        }),
        auth: mockServices.auth(),
        discovery: mockServices.discovery(),
        clock: () => NOW,
      });
    };

    const fill = async (names: string[], statuses: EntityStatus[]) => {
      await store.syncEntities(
        names.map(name => boardEntity(name)),
        NOW,
      );
      await store.saveStatuses(statuses, NOW);
    };

    const badSlo = (name: string) =>
      status(name, {
        capability: 'slos',
        verdict: 'breached',
        headline: 'budget gone',
        since: '2026-11-01T00:00:00.000Z',
      });

    it('shows nothing of a tab that the caller may not read', async () => {
      await fill(['shop'], [status('shop'), badSlo('shop')]);
      const visible = [component('shop')];
      const all = await serviceFor({ visible, allowed: () => true }).getBoard(
        request,
        { limit: 50 },
      );
      expect(all.rows[0]).toMatchObject({
        verdict: 'breached',
        headline: 'budget gone',
      });
      expect(all.counts).toMatchObject({ breached: 1, met: 0 });

      const board = await serviceFor({
        visible,
        allowed: permission => permission === 'test.backups.read',
      }).getBoard(request, { limit: 50 });
      expect(board.rows).toEqual([
        {
          ...boardEntity('shop'),
          kind: undefined,
          verdict: 'met',
          headline: 'fine',
          chips: { backups: expect.objectContaining({ verdict: 'met' }) },
        },
      ]);
      expect(board.counts).toEqual({
        breached: 0,
        'at-risk': 0,
        unknown: 0,
        met: 1,
        undeclared: 0,
      });
      expect(JSON.stringify(board)).not.toMatch(/slos|budget|2026-11-01/);
    });

    it('does not let a hidden verdict be found by filtering for it', async () => {
      await fill(['shop'], [badSlo('shop')]);
      const service = serviceFor({
        visible: [component('shop')],
        allowed: permission => permission === 'test.backups.read',
      });
      const board = await service.getBoard(request, {
        verdict: 'breached',
        limit: 50,
      });
      expect(board.rows).toEqual([]);
      expect(board.counts).toMatchObject({ breached: 0, undeclared: 1 });
      expect(
        await service.getEntityBoard(request, 'component:default/shop'),
      ).toMatchObject({ verdict: null, headline: '', chips: {} });
    });

    it('decides per entity, not per tab alone', async () => {
      await fill(['a', 'b'], [badSlo('a'), badSlo('b')]);
      const { rows, counts } = await serviceFor({
        visible: [component('a'), component('b')],
        allowed: (_permission, ref) => ref === 'component:default/a',
      }).getBoard(request, { limit: 50 });
      expect(rows.map(({ title, verdict }) => [title, verdict])).toEqual([
        ['a', 'breached'],
        ['b', null],
      ]);
      expect(counts).toMatchObject({ breached: 1, undeclared: 1 });
    });

    it('neither shows nor counts what the catalog hides', async () => {
      await fill(['a', 'hidden'], [badSlo('a'), badSlo('hidden')]);
      const service = serviceFor({
        visible: [component('a')],
        allowed: () => true,
      });
      const board = await service.getBoard(request, { limit: 50 });
      expect(board.rows).toHaveLength(1);
      expect(board.counts.breached).toBe(1);
      await expect(
        service.getEntityBoard(request, 'component:default/hidden'),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
      await expect(
        service.getEntityBoard(request, 'component:default/none'),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('shows no chip of a tab whose permission is not known', async () => {
      await fill(['a'], [status('a', { capability: 'incidents' })]);
      const { rows } = await serviceFor({
        visible: [component('a')],
        allowed: () => true,
      }).getBoard(request, { limit: 50 });
      expect(rows[0].chips).toEqual({});
    });

    it('reads expired statuses as unknown, in rows, counts and filters', async () => {
      const validUntil = '2026-11-20T09:59:00.000Z';
      await fill(['a', 'b'], [status('a', { validUntil }), status('b')]);
      const board = await serviceFor({
        visible: [component('a'), component('b')],
        allowed: () => true,
      }).getBoard(request, { verdict: 'unknown', limit: 50 });
      expect(board.counts).toMatchObject({ unknown: 1, met: 1 });
      expect(board.rows.map(({ title }) => title)).toEqual(['a']);
      expect(board.rows[0].chips.backups?.verdict).toBe('unknown');
    });

    it('pages worst first, each row once', async () => {
      const names = Array.from({ length: 25 }, (_, i) => `s-${i}`);
      await fill(names, [...names.map(name => status(name)), badSlo('s-24')]);
      const service = serviceFor({
        visible: names.map(name => component(name)),
        allowed: () => true,
      });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await service.getBoard(request, { limit: 10, cursor });
        expect(page.counts).toMatchObject({ breached: 1, met: 24 });
        seen.push(...page.rows.map(({ title }) => title));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen[0]).toBe('s-24');
      expect([...seen].sort()).toEqual([...names].sort());
    });

    it.each(['-1', 'x', '1.5', 'Infinity'])(
      'refuses the cursor %j',
      async cursor => {
        await expect(
          serviceFor({ visible: [], allowed: () => true }).getBoard(request, {
            limit: 10,
            cursor,
          }),
        ).rejects.toMatchObject({ name: 'InputError' });
      },
    );
  },
);
