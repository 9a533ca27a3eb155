import {
  EntityStatus,
  StatusChange,
  VERDICTS,
  observedByNone,
  statusAt,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  bothTestDatabases,
  openConnections,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import fc from 'fast-check';
import { Knex } from 'knex';
import { NOW, boardEntity, status } from '../__testUtils__/board';
import { BoardStore } from './BoardStore';

const databases = bothTestDatabases();
const AT = '2026-11-20T09:55:00.000Z';
const SHOP = 'component:default/shop';

describe.each(databases.eachSupportedId())('BoardStore on %s', databaseId => {
  let knex: Knex;
  let store: BoardStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    store = await BoardStore.create({ getClient: async () => knex });
  });

  const save = (statuses: EntityStatus[], now = NOW) =>
    store.saveStatuses(statuses, now);
  const list = (entityRefs: string[], now = NOW) =>
    store.listStatuses(entityRefs, now);
  const refs = async (filter: object = {}, kind = 'component') =>
    (await store.listEntities(kind, filter)).map(one => one.title).sort();

  describe('saveStatuses', () => {
    it('keeps what it was told', async () => {
      await save([
        status('shop', { observedBy: observedByNone('because') }),
        status('shop', { capability: 'slos', verdict: null }),
      ]);
      const found = await list([SHOP]);
      expect(found).toHaveLength(2);
      expect(found).toContainEqual(
        status('shop', { observedBy: observedByNone('because') }),
      );
    });

    it('replaces an older sequence, never a newer one', async () => {
      await save([status('shop', { sequence: 5 })]);
      await save([status('shop', { sequence: 4, headline: 'late to arrive' })]);
      await save([status('shop', { sequence: 5, headline: 'the same again' })]);
      expect(await list([SHOP])).toEqual([status('shop', { sequence: 5 })]);
      await save([status('shop', { sequence: 6, verdict: 'breached' })]);
      expect(await list([SHOP])).toMatchObject([
        { sequence: 6, verdict: 'breached' },
      ]);
    });

    it('believes a tab that counts from one again, once the old word has expired', async () => {
      const anew = (evaluatedAt: string, now = new Date(evaluatedAt)) =>
        save(
          [
            status('shop', {
              sequence: 1,
              headline: 'anew',
              evaluatedAt,
              validUntil: '2026-11-20T10:25:00.000Z',
            }),
          ],
          now,
        );
      await save([status('shop', { sequence: 57 })]);
      await anew('2026-11-20T10:09:59.999Z');
      expect(await list([SHOP])).toMatchObject([{ sequence: 57 }]);
      // Whatever the tab's clock says, by ours the old word still holds.
      await anew('2026-11-20T10:10:00.000Z', NOW);
      expect(await list([SHOP])).toMatchObject([{ sequence: 57 }]);
      await anew('2026-11-20T10:10:00.000Z');
      expect(
        await list([SHOP], new Date('2026-11-20T10:10:00.000Z')),
      ).toMatchObject([{ sequence: 1, headline: 'anew' }]);
    });

    it('tells each change of a verdict once, whichever replica is told of it', async () => {
      const changes: StatusChange[] = [];
      const open = async () =>
        BoardStore.create(
          { getClient: async () => knex },
          { onChange: told => changes.push(...told) },
        );
      const [one, two] = [await open(), await open()];
      await one.saveStatuses([status('shop'), status('api')], NOW);
      expect(changes).toEqual([]);
      const next = [
        status('shop', { sequence: 2, verdict: 'breached', since: AT }),
        status('api', { sequence: 2, headline: 'still fine' }),
      ];
      await Promise.all([
        one.saveStatuses(next, NOW),
        two.saveStatuses(next, NOW),
      ]);
      await one.saveStatuses(
        [status('shop', { sequence: 1, headline: 'late to arrive' })],
        NOW,
      );
      expect(changes).toEqual([
        {
          entityRef: SHOP,
          capability: 'backups',
          from: 'met',
          to: 'breached',
          since: AT,
          sequence: 2,
        },
      ]);
    });

    it('does not let a late arrival replace what was said after the clock was set back', async () => {
      const said = (sequence: number, hour: string) =>
        status('shop', {
          sequence,
          evaluatedAt: `2026-11-20T${hour}:00:00.000Z`,
          validUntil: `2026-11-20T${hour}:15:00.000Z`,
        });
      const now = new Date('2026-11-20T09:01:00.000Z');
      await save([said(5, '09')], now);
      await save([said(4, '10')], now);
      expect(await list([SHOP], now)).toMatchObject([{ sequence: 5 }]);
    });

    it('does not hold on to a word from the future', async () => {
      const tomorrow = status('shop', {
        sequence: 57,
        evaluatedAt: '2026-11-21T09:55:00.000Z',
        validUntil: '2026-11-21T10:10:00.000Z',
      });
      await save([tomorrow]);
      expect(await list([SHOP])).toMatchObject([{ verdict: 'unknown' }]);
      await save([status('shop')]);
      expect(await list([SHOP])).toEqual([status('shop')]);
    });

    it('ends with the highest sequence, in whatever order words arrive', () =>
      fc.assert(
        fc.asyncProperty(
          fc.uuid(),
          fc.array(fc.integer({ min: 1, max: 20 }), {
            minLength: 1,
            maxLength: 8,
          }),
          async (name, sequences) => {
            for (const sequence of sequences) {
              await save([status(name, { sequence })]);
            }
            expect(await list([`component:default/${name}`])).toMatchObject([
              { sequence: Math.max(...sequences) },
            ]);
          },
        ),
        { numRuns: 50 },
      ));

    it('takes the newest of one list that says two things', async () => {
      await save([
        status('shop', { sequence: 2 }),
        status('shop', { sequence: 3 }),
        status('shop', { sequence: 1 }),
      ]);
      expect(await list([SHOP])).toMatchObject([{ sequence: 3 }]);
    });

    it('takes a thousand at once, from push and sync in any order', async () => {
      const many = (sequence: number) =>
        Array.from({ length: 1000 }, (_, i) => status(`s-${i}`, { sequence }));
      await openConnections(knex);
      await Promise.all(
        [1, 2, 3, 4, 5, 6, 7, 8].map(sequence =>
          save(sequence % 2 ? many(sequence) : many(sequence).reverse()),
        ),
      );
      const found = await list(many(1).map(({ entityRef }) => entityRef));
      expect(found).toHaveLength(1000);
      expect(found.every(({ sequence }) => sequence === 8)).toBe(true);
    });
  });

  describe('listStatuses', () => {
    it('says of any status at any time what must be read of it', () => {
      const instant = fc
        .integer({ min: -60 * 60, max: 60 * 60 })
        .map(seconds => new Date(NOW.getTime() + seconds * 1_000));
      let made = 0;
      return fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...VERDICTS, null),
          instant,
          instant,
          fc.integer({ min: 1, max: 900 }),
          async (verdict, now, evaluatedAt, validFor) => {
            const kept = status(`s-${made++}`, {
              verdict,
              evaluatedAt: evaluatedAt.toISOString(),
              validUntil: new Date(
                evaluatedAt.getTime() + validFor * 1_000,
              ).toISOString(),
            });
            await save([kept]);
            const [read] = await list([kept.entityRef], now);
            expect(read).toEqual(statusAt(kept, now));
            const expired = now.toISOString() >= kept.validUntil;
            expect(expired && read.verdict === 'met').toBe(false);
          },
        ),
        { numRuns: 200 },
      );
    });

    it('changes nothing of what is kept', async () => {
      const expired = status('shop', { validUntil: NOW.toISOString() });
      await save([expired]);
      expect(await list([SHOP])).toMatchObject([{ verdict: 'unknown' }]);
      const before = new Date(NOW.getTime() - 1);
      expect(await list([SHOP], before)).toEqual([expired]);
    });
  });

  describe('dropUnreported', () => {
    it('drops what has expired and is not reported, of that tab only', async () => {
      const expired = { validUntil: '2026-11-20T09:59:00.000Z' };
      await save([
        status('reported', expired),
        status('gone', expired),
        status('gone', { ...expired, capability: 'slos' }),
        status('holds'),
      ]);
      const reported = new Set(['component:default/reported']);
      await store.dropUnreported('backups', reported, NOW);
      const left = await knex('board_statuses').select(
        'entity_ref',
        'capability',
      );
      expect(
        left.map(row => `${row.entity_ref} ${row.capability}`).sort(),
      ).toEqual([
        'component:default/gone slos',
        'component:default/holds backups',
        'component:default/reported backups',
      ]);
    });
  });

  describe('syncEntities', () => {
    it('follows the catalog: changes, and entities that leave with their statuses', async () => {
      await store.syncEntities([boardEntity('shop'), boardEntity('old')], NOW);
      await save([status('shop'), status('old')]);
      const later = new Date('2026-11-20T10:00:30.000Z');
      await store.syncEntities([boardEntity('shop', { title: 'Shop' })], later);
      expect(await store.getEntity(SHOP)).toMatchObject({ title: 'Shop' });
      expect(await store.getEntity('component:default/old')).toBeUndefined();
      expect(await list([SHOP, 'component:default/old'])).toEqual([
        status('shop'),
      ]);
    });

    it('lets entities go although the clock was set back', async () => {
      await store.syncEntities([boardEntity('old')], NOW);
      const earlier = new Date('2026-11-20T09:00:00.000Z');
      await store.syncEntities([boardEntity('shop')], earlier);
      expect(await refs()).toEqual(['shop']);
    });

    it('takes what the catalog holds, however long', async () => {
      const long = 'x'.repeat(300);
      await store.syncEntities(
        [boardEntity('shop', { title: long, tier: long, lifecycle: long })],
        NOW,
      );
      expect((await store.getEntity(SHOP))?.title).toHaveLength(255);
    });

    it('takes thousands', async () => {
      const many = Array.from({ length: 3_000 }, (_, i) =>
        boardEntity(`s-${i}`),
      );
      await store.syncEntities(many, NOW);
      await store.syncEntities(many.slice(2_000), new Date());
      expect(await refs()).toHaveLength(1_000);
    });
  });

  describe('listEntities', () => {
    beforeEach(() =>
      store.syncEntities(
        [
          boardEntity('shop', { title: 'Web Shop', tier: 'critical' }),
          boardEntity('100_percent', { title: '100% sure' }),
          boardEntity('1000', { title: '1000 sure' }),
          boardEntity('back\\slash', { owner: 'group:default/other' }),
          boardEntity('db', { kind: 'resource', system: 'system:default/s' }),
        ],
        NOW,
      ),
    );

    it.each([
      ['shop', ['Web Shop']],
      ['WEB', ['Web Shop']],
      ['component:default/shop', ['Web Shop']],
      ['100%', ['100% sure']],
      ['100_', ['100% sure']],
      ['%', ['100% sure']],
      ['_', ['100% sure']],
      ['\\', ['back\\slash']],
      ["'; drop table board_entities; --", []],
    ])('takes the text %j as it stands', async (text, titles) => {
      expect(await refs({ text })).toEqual(titles);
    });

    it('filters by kind, owner, system and tier', async () => {
      expect(await refs({}, 'resource')).toEqual(['db']);
      expect(await refs({ owner: 'group:default/other' })).toEqual([
        'back\\slash',
      ]);
      expect(await refs({ tier: 'critical' })).toEqual(['Web Shop']);
      expect(await refs({ system: 'system:default/s' }, 'resource')).toEqual([
        'db',
      ]);
      expect(await refs({ tier: 'critical', owner: 'x' })).toEqual([]);
    });
  });
});
