import { Entity } from '@backstage/catalog-model';
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
import { SloRows } from './SloRows';

const NEW = 'component:default/new';
const HOUR = 3_600_000;

const openStores = createTestStores();

describe.each(DATABASES)('SloRows on %s', databaseId => {
  let stores: TestStores;
  let world: TestCollection;
  let rows: SloRows;
  let start: number;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    world = new TestCollection(stores);
    world.files = documentsOf({ 'slos.yaml': sloYaml() });
    rows = new SloRows(stores);
    start = world.now.getTime();
    await world.readDocuments();
    await world.readSlices();
  });

  const newEntity = (): Entity => {
    const entity = shopEntity();
    return { ...entity, metadata: { ...entity.metadata, name: 'new' } };
  };
  const rename = (from: string, to: string) =>
    stores.knex.transaction(trx => rows.rename(trx, from, to, world.now));
  const keyOf = async (ref: string) =>
    (await stores.definitions.objectives(ref))[0]?.ledger?.key;
  const later = (ms: number) => {
    world.now = new Date(world.now.getTime() + ms);
  };
  const dump = () => stores.knex('slo_ledger').orderBy('day');

  it('goes on in the ledger that there was, whenever the files are read', async () => {
    const key = await keyOf(SHOP);
    const before = await dump();
    await rename(SHOP, NEW);
    expect(await rows.refs()).toEqual([NEW, NEW]);
    world.catalog = [newEntity()];
    later(HOUR);
    await world.readDocuments();
    expect(await keyOf(NEW)).toBe(key);
    expect(await keyOf(SHOP)).toBeUndefined();
    expect(await dump()).toEqual(before);
    world.source.asked.length = 0;
    await world.readSlices();
    // Two slices again and what is new; not the whole window.
    expect(
      Math.min(...world.source.asked.map(({ from }) => from)),
    ).toBeGreaterThan(start - HOUR);
  });

  it('adds what was measured under the new ref meanwhile, and fills the hole between', async () => {
    const key = await keyOf(SHOP);
    later(6 * HOUR);
    world.catalog = [newEntity()];
    world.source.figure = ({ side }) => (side === 'total' ? 7 : 6);
    await world.readDocuments();
    await world.readSlices();
    const own = await keyOf(NEW);
    expect(own).not.toBe(key);
    await rename(SHOP, NEW);
    expect(await keyOf(NEW)).toBe(key);
    expect(await stores.knex('slo_ledger').where({ ledger_key: own })).toEqual(
      [],
    );
    const reading = (await stores.readings.get([key ?? ''])).get(key ?? '');
    expect(reading?.read?.to).toBeGreaterThan(start);
    await world.readDocuments();
    expect(await keyOf(NEW)).toBe(key);
  });

  it('loses no slice that either ref knew', async () => {
    const knownTo = async () => {
      const keys = await stores.knex('slo_readings').pluck('ledger_key');
      const ledgers = await stores.ledger.read(keys, {
        firstDay: '0000-01-01',
        lastDay: '9999-12-31',
      });
      const known = new Set<string>();
      for (const { days } of ledgers.values()) {
        for (const [day, { flags, total }] of days) {
          total.forEach(
            (_, i) => (flags[i] & 1) === 0 && known.add(`${day} ${i}`),
          );
        }
      }
      return known;
    };
    later(20 * 24 * HOUR);
    world.catalog = [newEntity()];
    await world.readDocuments();
    await world.readSlices();
    const before = await knownTo();
    await rename(SHOP, NEW);
    expect(await knownTo()).toEqual(before);
  });

  it('keeps ledgers apart that measure something else', async () => {
    const key = await keyOf(SHOP);
    world.catalog = [newEntity()];
    world.files = documentsOf({
      'slos.yaml': sloYaml({ total: 'other_total' }),
    });
    later(HOUR);
    await world.readDocuments();
    await world.readSlices();
    const own = await keyOf(NEW);
    const before = await dump();
    await rename(SHOP, NEW);
    await world.readDocuments();
    expect(await keyOf(NEW)).toBe(own);
    expect(own).not.toBe(key);
    expect(await dump()).toEqual(before);
  });

  it('lets two entities change places', async () => {
    world.catalog = [shopEntity(), newEntity()];
    await world.readDocuments();
    await world.readSlices();
    const [shop, other] = [await keyOf(SHOP), await keyOf(NEW)];
    const waiting = 'opsdeck.io/moving';
    await rename(SHOP, waiting);
    await rename(NEW, SHOP);
    await rename(waiting, NEW);
    await world.readDocuments();
    expect([await keyOf(SHOP), await keyOf(NEW)]).toEqual([other, shop]);
  });

  it('removes what is promised; the ledger goes by retention', async () => {
    await rename(SHOP, NEW);
    await stores.knex.transaction(trx => rows.remove(trx, NEW));
    expect(await rows.refs()).toEqual([]);
    expect((await dump()).length).toBeGreaterThan(0);
  });
});
