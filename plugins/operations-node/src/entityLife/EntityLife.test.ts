import { TestDatabaseId, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import fc from 'fast-check';
import { TestClock } from '../__testUtils__/TestClock';
import { ThingRows } from '../__testUtils__/ThingRows';
import { buildEntityIndex } from '../binding';
import { createCollectionStore } from '../collection';
import { bothTestDatabases } from '../testing';
import { EntityLife } from './EntityLife';
import { EntityRows } from './EntityRows';
import { StatusRows } from './StatusRows';

jest.setTimeout(120_000);

const databases = bothTestDatabases();
const DATABASES: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];
const ID = 'backstage.io/kubernetes-id';
const never = new AbortController().signal;
const ref = (name: string) => `component:default/${name}`;

/** `b<a` is b, formerly a. */
function entity(
  text: string,
  annotations: Record<string, string> = {},
): Entity {
  const [name, former] = text.split('<');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        ...annotations,
        ...(former ? { 'opsdeck.io/former-refs': former } : {}),
      },
    },
  };
}

describe.each(DATABASES)('EntityLife on %s', databaseId => {
  let knex: Knex;
  let clock: TestClock;
  let things: ThingRows;
  let catalog: Entity[];
  let life: EntityLife;
  const auditor = mockServices.auditor.mock();
  const logger = mockServices.logger.mock();

  const lifeOf = (
    rows: EntityRows[],
    loadIndex = async () => buildEntityIndex(catalog),
  ) =>
    new EntityLife({
      knex,
      rows,
      loadIndex,
      config: { grace: 'P30D', maxMissingPercent: 20 },
      auditor,
      logger,
      clock: clock.read,
    });

  beforeEach(async () => {
    jest.clearAllMocks();
    auditor.createEvent.mockResolvedValue({
      success: jest.fn(),
      fail: jest.fn(),
    });
    knex = await databases.init(databaseId);
    await createCollectionStore({ getClient: async () => knex });
    things = await ThingRows.create(knex);
    clock = new TestClock();
    catalog = [];
    life = lifeOf([things]);
  });

  const round = (...entities: (string | Entity)[]) => {
    catalog = entities.map(each =>
      typeof each === 'string' ? entity(each) : each,
    );
    return life.run(never);
  };
  const owners = async () =>
    Object.fromEntries(
      (await knex('things').orderBy('id')).map(row => [
        row.id,
        row.entity_ref.split('/')[1],
      ]),
    );

  describe('declared renames', () => {
    it('move history, once it is theirs, and say so', async () => {
      await things.add(ref('a'), 'a1', 'a2');
      await round('a', 'x');
      await round('b<a', 'x');
      expect(await owners()).toEqual({ a1: 'b', a2: 'b' });
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'entity-rename',
          meta: {
            moves: [
              { from: ref('a'), to: ref('b'), origin: 'declared', by: null },
            ],
          },
        }),
      );
      await round('b<a', 'x');
      expect(auditor.createEvent).toHaveBeenCalledTimes(1);
    });

    it('catch what a collector writes late', async () => {
      await things.add(ref('a'), 'a1');
      await round('b<a');
      await things.add(ref('a'), 'late');
      await round('b<a');
      expect(await owners()).toEqual({ a1: 'b', late: 'b' });
    });

    it('go along chains, step by step or all at once', async () => {
      await things.add(ref('a'), 'a1');
      await round('b<a');
      await things.add(ref('b'), 'b1');
      await round('c<b');
      await things.add(ref('a'), 'late');
      await round('c<b');
      expect(await owners()).toEqual({ a1: 'c', b1: 'c', late: 'c' });
    });

    it('swap', async () => {
      await things.add(ref('a'), 'a1');
      await things.add(ref('b'), 'b1');
      await round('a', 'b');
      for (let again = 0; again < 3; again++) {
        await round('a<b', 'b<a');
        expect(await owners()).toEqual({ a1: 'b', b1: 'a' });
      }
      await round('a', 'b');
      await round('a<b', 'b<a');
      expect(await owners()).toEqual({ a1: 'a', b1: 'b' });
    });

    it('pass refs on', async () => {
      await things.add(ref('a'), 'a1');
      await things.add(ref('b'), 'b1');
      await round('b<a', 'c<b');
      expect(await owners()).toEqual({ a1: 'b', b1: 'c' });
    });

    it('leave an entity that is made anew under the old ref its own', async () => {
      await things.add(ref('a'), 'a1');
      await round('b<a');
      await things.add(ref('a'), 'new');
      await round('a', 'b<a');
      expect(await owners()).toEqual({ a1: 'b', new: 'a' });
    });

    it('wait while the former ref is in the catalog, and say so', async () => {
      await things.add(ref('a'), 'a1');
      await round('a', 'b<a');
      expect(await owners()).toEqual({ a1: 'a' });
      expect((await life.state()).problems).toEqual([
        {
          entityRef: ref('b'),
          message: expect.stringContaining('still in the catalog'),
        },
      ]);
      await round('b<a');
      expect(await owners()).toEqual({ a1: 'b' });
    });

    it('are refused to two who claim the same', async () => {
      await things.add(ref('a'), 'a1');
      await round('b<a', 'c<a');
      expect(await owners()).toEqual({ a1: 'a' });
      expect((await life.state()).problems).toHaveLength(2);
      await round('b<a', 'c');
      expect(await owners()).toEqual({ a1: 'b' });
    });

    it('are done whole or not at all, and tried again', async () => {
      await things.add(ref('a'), 'a1');
      const fails = jest.fn().mockRejectedValueOnce(new Error('deadlock'));
      life = lifeOf([
        things,
        { refs: async () => [], rename: fails, remove: async () => 0 },
      ]);
      await round('b<a');
      expect(await owners()).toEqual({ a1: 'a' });
      expect(logger.error).toHaveBeenCalledTimes(1);
      await round('b<a');
      expect(await owners()).toEqual({ a1: 'b' });
    });

    it('keep since when a status holds, ahead of what the board has seen', async () => {
      const { statuses } = await createCollectionStore({
        getClient: async () => knex,
      });
      life = lifeOf([new StatusRows(knex)]);
      const draft = { verdict: 'met' as const, headline: 'fine' };
      const before = clock.read();
      for (let again = 0; again < 3; again++) {
        await statuses.save('backups', ref('a'), draft, clock.read());
      }
      clock.advance({ minutes: 5 });
      await statuses.save('backups', ref('b'), draft, clock.read());
      await round('b<a');
      const [moved] = await knex('entity_statuses');
      expect(moved).toMatchObject({
        entity_ref: ref('b'),
        since: before.toISOString(),
        sequence: 3,
        due_at: clock.read().toISOString(),
      });
      expect(await knex('entity_statuses')).toHaveLength(1);
    });
  });

  it('never loses a row by any renames of any catalogs', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const state = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom(...names),
        former: fc.option(fc.constantFrom(...names)),
      }),
      { selector: ({ name }) => name, minLength: 1 },
    );
    let written = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(state, fc.subarray(names)), { maxLength: 6 }),
        async history => {
          for (const [entities, writers] of history) {
            for (const name of writers) {
              await things.add(ref(name), `thing-${written++}`);
            }
            await round(
              ...entities.map(({ name, former }) =>
                former ? `${name}<${former}` : name,
              ),
            );
            expect(await things.count()).toBe(written);
            const refs = await things.refs();
            expect(
              refs.every(each => /^component:default\/[a-e]$/.test(each)),
            ).toBe(true);
          }
        },
      ),
      { numRuns: databaseId === 'SQLITE_3' ? 60 : 20 },
    );
  });

  describe('what has left the catalog', () => {
    const looks = async (times: number) => {
      for (let n = 0; n < times; n++) await round('x');
    };

    it('goes after the grace period and not a moment before', async () => {
      await things.add(ref('gone'), 'g1', 'g2');
      await things.add(ref('x'), 'x1');
      await looks(3);
      clock.advance({ hours: 30 * 24, seconds: -1 });
      await looks(1);
      expect(await things.count()).toBe(3);
      clock.advance({ seconds: 1 });
      await looks(1);
      expect(await owners()).toEqual({ x1: 'x' });
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'entity-rows-delete',
          meta: expect.objectContaining({ entityRef: ref('gone') }),
        }),
      );
      expect(await knex('entity_lives').pluck('entity_ref')).toEqual([
        ref('x'),
      ]);
    });

    it('stays when it comes back in time, and begins its grace anew', async () => {
      await things.add(ref('gone'), 'g1');
      await looks(3);
      clock.advance({ hours: 29 * 24 });
      await round('x', 'gone');
      await looks(3);
      clock.advance({ hours: 29 * 24 });
      await looks(1);
      expect(await things.count()).toBe(1);
    });

    it('does not go by a leap of the clock', async () => {
      await things.add(ref('gone'), 'g1');
      await looks(1);
      clock.advance({ hours: 400 * 24 });
      await looks(1);
      expect(await things.count()).toBe(1);
      await looks(1);
      expect(await things.count()).toBe(0);
    });

    it('goes in chunks, and on where time was up', async () => {
      const ids = [...Array(1201)].map((_, n) => `g${n}`);
      for (let i = 0; i < ids.length; i += 100) {
        await things.add(ref('gone'), ...ids.slice(i, i + 100));
      }
      await looks(3);
      clock.advance({ hours: 30 * 24 });
      const cut = new AbortController();
      const remove = jest
        .spyOn(things, 'remove')
        .mockImplementationOnce(async (trx, entityRef) => {
          cut.abort();
          return ThingRows.prototype.remove.call(things, trx, entityRef);
        });
      await life.run(cut.signal);
      expect(await things.count()).toBe(701);
      await looks(1);
      expect(await things.count()).toBe(0);
      expect(remove.mock.calls.length).toBeGreaterThan(3);
    });

    it('never goes because the catalog fails, is empty or has lost much', async () => {
      const many = [...Array(40)].map((_, n) => `s${n}`);
      for (const name of many) await things.add(ref(name), `${name}-1`);
      await round(...many);
      const down = lifeOf([things], async () => {
        throw new Error('catalog down');
      });
      for (let n = 0; n < 5; n++) {
        clock.advance({ hours: 100 * 24 });
        await expect(down.run(never)).rejects.toThrow('catalog down');
        await round();
        await round('s0', 's1');
      }
      expect(await things.count()).toBe(40);
      expect((await life.state()).halt).toMatchObject({
        missing: 38,
        total: 40,
      });
      expect(await knex('entity_lives').whereNotNull('missing_since')).toEqual(
        [],
      );
      await round(...many);
      expect((await life.state()).halt).toBeNull();
    });

    it('goes when an administrator confirms that it has left', async () => {
      const many = [...Array(10)].map((_, n) => `s${n}`);
      for (const name of many) await things.add(ref(name), `${name}-1`);
      await round(...many);
      expect(await life.confirm()).toBe(false);
      await round('s0');
      expect(await life.confirm()).toBe(true);
      clock.advance({ hours: 2 });
      await round('s0');
      expect((await life.state()).halt).not.toBeNull();
      await life.confirm();
      for (let n = 0; n < 3; n++) await round('s0');
      clock.advance({ hours: 31 * 24 });
      await round('s0');
      expect(await owners()).toEqual({ 's0-1': 's0' });
    });
  });

  describe('proposals', () => {
    const named = (name: string, id: string) => entity(name, { [ID]: id });
    const other = named('other', 'y');

    beforeEach(async () => {
      await things.add(ref('a'), 'a1');
      await round(named('a', 'x'), other);
      await round(named('b', 'x'), other);
    });

    it('wait for an administrator, and hold off the deletion', async () => {
      expect((await life.state()).proposals).toEqual([
        {
          from: ref('a'),
          to: ref('b'),
          evidence: `${ID}: x`,
          since: clock.read().toISOString(),
        },
      ]);
      for (let n = 0; n < 3; n++) await life.run(never);
      clock.advance({ hours: 60 * 24 });
      await life.run(never);
      expect(await owners()).toEqual({ a1: 'a' });
    });

    const decide = (decision: 'accepted' | 'declined') =>
      life.decide({
        from: ref('a'),
        to: ref('b'),
        decision,
        by: 'user:default/ann',
      });

    it('move history once they are accepted, also what comes late', async () => {
      await decide('accepted');
      await decide('accepted');
      await life.run(never);
      await things.add(ref('a'), 'late');
      await life.run(never);
      expect(await owners()).toEqual({ a1: 'b', late: 'b' });
      expect((await life.state()).proposals).toEqual([]);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          meta: {
            moves: [expect.objectContaining({ by: 'user:default/ann' })],
          },
        }),
      );
      await round(named('a', 'z'), named('b', 'x'), other);
      await things.add(ref('a'), 'new');
      await round(named('b', 'x'), other);
      expect(await things.of(ref('a'))).toEqual(['new']);
    });

    it('are not made again once they are declined', async () => {
      await decide('declined');
      for (let n = 0; n < 3; n++) await life.run(never);
      expect((await life.state()).proposals).toEqual([]);
      clock.advance({ hours: 31 * 24 });
      await life.run(never);
      expect(await things.count()).toBe(0);
    });

    it('are withdrawn when the old one is back', async () => {
      await round(named('a', 'x'), named('b', 'x'), other);
      expect((await life.state()).proposals).toEqual([]);
      expect(await owners()).toEqual({ a1: 'a' });
    });

    it('give way to a declaration', async () => {
      await round(entity('b<a', { [ID]: 'x' }), other);
      expect((await life.state()).proposals).toEqual([]);
      expect(await owners()).toEqual({ a1: 'b' });
    });
  });
});
