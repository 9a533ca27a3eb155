import { SourceError } from '@opsdeck/backstage-plugin-operations-node';
import { SliceFlag } from '@opsdeck/backstage-plugin-slos-common';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import {
  SHOP,
  documentsOf,
  shopEntity,
  sloYaml,
} from '../__testUtils__/documents';
import { TestCollection } from '../__testUtils__/slices';

const SLICE = 300_000;
const DAY = 86_400_000;
const NOW = Date.parse('2026-11-20T12:00:00Z');

const openStores = createTestStores();

describe.each(DATABASES)('collecting SLOs on %s', databaseId => {
  let stores: TestStores;
  let world: TestCollection;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    world = new TestCollection(stores);
    world.files = documentsOf({ 'slos.yaml': sloYaml() });
    await world.readDocuments();
  });

  const objective = async () => (await stores.definitions.objectives(SHOP))[0];
  const reading = async () => {
    const { ledger } = await objective();
    return (await stores.readings.get([ledger?.key ?? ''])).get(
      ledger?.key ?? '',
    );
  };
  const slice = async (start: number) => {
    const { ledger } = await objective();
    const day = new Date(start).toISOString().slice(0, 10);
    const ledgers = await stores.ledger.read([ledger?.key ?? ''], {
      firstDay: day,
      lastDay: day,
    });
    const found = ledgers.get(ledger?.key ?? '')?.days.get(day);
    const index = (start % DAY) / SLICE;
    return (
      found && {
        good: found.good[index],
        total: found.total[index],
        flags: found.flags[index],
      }
    );
  };
  const due = (at: Date) => stores.collection.statuses.due(at, 10);
  const settle = () => stores.knex('entity_statuses').delete();

  describe('slices', () => {
    it('go back over the window and a week, newest first, one query per side', async () => {
      await world.readSlices();
      expect(world.source.asked).toHaveLength(2);
      expect(world.source.asked[0]).toMatchObject({
        from: Date.parse('2026-11-12T00:00:00Z'),
        to: NOW,
      });
      expect(await reading()).toEqual({
        read: { from: Date.parse('2026-11-12T00:00:00Z'), to: NOW },
        limit: null,
        refusal: null,
      });
      expect(await world.ledgerDays()).toHaveLength(9);
      await expect(slice(NOW - SLICE)).resolves.toEqual({
        good: 99.95,
        total: 100,
        flags: 0,
      });
      await expect(due(world.now)).resolves.toEqual([SHOP]);
    });

    it('are asked for once: afterwards only new ones, and the last two again', async () => {
      await world.readSlices();
      world.source.asked.length = 0;
      await world.readSlices();
      expect(world.source.asked).toEqual([]);
      world.now = new Date(NOW + SLICE + 60_000);
      await settle();
      await world.readSlices();
      expect(world.source.asked).toMatchObject([
        { from: NOW - 2 * SLICE, to: NOW + SLICE },
        { from: NOW - 2 * SLICE, to: NOW + SLICE },
      ]);
      await expect(due(world.now)).resolves.toEqual([SHOP]);
    });

    it('are replaced, and flagged, when samples come late', async () => {
      world.source.figure = ({ side }, start) =>
        start === NOW - SLICE && side === 'total' ? undefined : 50;
      await world.readSlices();
      await expect(slice(NOW - SLICE)).resolves.toMatchObject({
        flags: SliceFlag.Missing | SliceFlag.OneSided,
      });
      world.source.figure = () => 60;
      world.now = new Date(NOW + SLICE);
      await world.readSlices();
      await expect(slice(NOW - SLICE)).resolves.toEqual({
        good: 60,
        total: 60,
        flags: 0,
      });
      await expect(slice(NOW - 2 * SLICE)).resolves.toMatchObject({
        total: 60,
        flags: SliceFlag.Late,
      });
      await expect(slice(NOW - 3 * SLICE)).resolves.toMatchObject({
        total: 50,
        flags: 0,
      });
    });

    it('go on where an interrupted reading ended', async () => {
      world.files = documentsOf({ 'slos.yaml': sloYaml({ duration: '30d' }) });
      await world.readDocuments();
      let queries = 0;
      world.source.beforeQuery = () => {
        if (++queries > 4) throw new SourceError('unavailable', 'HTTP 503');
      };
      await world.readSlices();
      expect(await world.scope()).toMatchObject({
        failure_kind: 'unavailable',
      });
      const cut = (await reading())?.read;
      expect(cut).toEqual({
        from: Date.parse('2026-10-24T00:00:00Z'),
        to: NOW,
      });

      world.source.beforeQuery = () => {};
      world.source.asked.length = 0;
      await world.readSlices();
      expect(world.source.asked).toMatchObject([
        { from: Date.parse('2026-10-14T00:00:00Z'), to: cut?.from },
        { from: Date.parse('2026-10-14T00:00:00Z'), to: cut?.from },
      ]);
      expect(await world.scope()).toMatchObject({ failure_kind: null });
    });

    it('leave the rest of the way back to the next run when time is short', async () => {
      world.files = documentsOf({ 'slos.yaml': sloYaml({ duration: '30d' }) });
      await world.readDocuments();
      const start = world.now;
      world.source.beforeQuery = () => {
        world.now = new Date(start.getTime() + 31_000);
      };
      await world.readSlices();
      expect((await reading())?.read?.from).toBe(
        Date.parse('2026-11-07T00:00:00Z'),
      );
      expect(await world.scope()).toMatchObject({ failure_kind: null });
    });

    it('go back no further than the source remembers, and say so', async () => {
      world.source.remembers = {
        from: new Date(NOW - 3 * DAY),
        said: 'Fake main keeps 3d',
      };
      await world.readSlices();
      expect(await reading()).toMatchObject({
        read: { from: NOW - 3 * DAY, to: NOW },
        limit: 'Fake main keeps 3d',
      });
    });

    it('of others are read although one query is refused', async () => {
      world.files = documentsOf({
        'slos.yaml': sloYaml(),
        'odd.yaml': sloYaml({ name: 'odd', total: 'odd_total' }),
      });
      await world.readDocuments();
      world.source.beforeQuery = ({ query }) => {
        if (query.includes('odd_total')) {
          throw new SourceError('configuration', 'bad_data: odd');
        }
      };
      await world.readSlices();
      const [fine, odd] = await stores.definitions.objectives(SHOP);
      const keys = [fine.ledger?.key ?? '', odd.ledger?.key ?? ''];
      const readings = await stores.readings.get(keys);
      expect(readings.get(keys[0])).toMatchObject({ refusal: null });
      expect(readings.get(keys[1])).toEqual({
        limit: null,
        refusal: 'the source is not configured correctly: bad_data: odd',
      });
      expect(await world.scope()).toMatchObject({
        failure_kind: null,
        bound: 2,
      });

      world.source.beforeQuery = () => {};
      await world.readSlices();
      expect((await stores.readings.get(keys)).get(keys[1])).toMatchObject({
        read: { to: NOW },
        refusal: null,
      });
    });

    it('of a damaged day are read again', async () => {
      await world.readSlices();
      await stores
        .knex('slo_ledger')
        .where({ day: '2026-11-20' })
        .update({ slices: Buffer.from('damaged') });
      world.now = new Date(NOW + SLICE);
      await world.readSlices();
      expect(stores.logger.error).toHaveBeenCalledWith(
        expect.stringContaining('counts as missing'),
        expect.anything(),
      );
      await world.readSlices();
      await expect(slice(NOW - 10 * SLICE)).resolves.toMatchObject({
        total: 100,
        flags: 0,
      });
    });

    it('of an unchanged ledger are not written again', async () => {
      await world.readSlices();
      const before = await stores.knex('slo_ledger').orderBy('day');
      await stores.knex('slo_readings').delete();
      await settle();
      await world.readSlices();
      expect(await stores.knex('slo_ledger').orderBy('day')).toEqual(before);
    });
  });

  describe('files', () => {
    it('are written once while nothing changes', async () => {
      await settle();
      await world.readDocuments();
      await expect(due(world.now)).resolves.toEqual([]);
      expect(await objective()).toMatchObject({
        id: 'availability',
        objective: { target: '0.99' },
      });
    });

    it('keep the ledger when only the promise changes', async () => {
      await world.readSlices();
      const before = await objective();
      world.files = documentsOf({ 'slos.yaml': sloYaml({ target: 0.5 }) });
      await world.readDocuments();
      const after = await objective();
      expect(after.objective.target).toBe('0.5');
      expect(after.ledger).toEqual(before.ledger);
      await expect(due(world.now)).resolves.toEqual([SHOP]);
    });

    it('that the entity points at no longer promise nothing, until they come back', async () => {
      world.catalog = [shopEntity(null)];
      world.now = new Date(NOW + SLICE);
      await settle();
      await world.readDocuments();
      await expect(stores.definitions.objectives(SHOP)).resolves.toEqual([]);
      await expect(due(world.now)).resolves.toEqual([SHOP]);
      world.source.asked.length = 0;
      await world.readSlices();
      expect(world.source.asked).toEqual([]);

      world.catalog = [shopEntity()];
      world.now = new Date(NOW + 2 * SLICE);
      await world.readDocuments();
      await expect(stores.definitions.objectives(SHOP)).resolves.toHaveLength(
        1,
      );
    });

    it('stay in use as they were last good while they cannot be read', async () => {
      world.files = documentsOf({}, [
        { path: 'slos.yaml', message: 'HTTP 503' },
      ]);
      await world.readDocuments();
      await expect(stores.definitions.objectives(SHOP)).resolves.toHaveLength(
        1,
      );
      await expect(stores.definitions.problems(SHOP)).resolves.toMatchObject([
        { rule: 'document/unreadable', lastGoodInUse: true },
      ]);
    });

    it('that are no text are a problem, not a fault', async () => {
      world.files = documentsOf({ 'slos.yaml': 'a\0b' });
      await world.readDocuments();
      await expect(stores.definitions.problems(SHOP)).resolves.toMatchObject([
        { message: 'This is no text file.', lastGoodInUse: true },
      ]);
    });
  });

  describe('a new SLO', () => {
    const dueAt = async () => (await world.scope())?.next_due_at;

    it('does not wait for the next turn of its source', async () => {
      await stores.knex('slo_objectives').delete();
      await world.readSlices();
      await stores.knex('slo_entities').update({ digest: 'old' });
      await world.readDocuments();
      world.now = new Date(NOW + 2_000);
      await world.sink.rebind();
      expect(await dueAt()).toBe(world.now.toISOString());
    });

    it('waits while its source fails', async () => {
      world.source.beforeQuery = () => {
        throw new SourceError('unavailable', 'HTTP 503');
      };
      await world.readSlices();
      const before = await dueAt();
      await world.sink.rebind();
      expect(await dueAt()).toBe(before);
    });
  });
});
