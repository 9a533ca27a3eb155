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
import { pruneSlos } from './scheduleRetention';

const DAY = 86_400_000;

const openStores = createTestStores();

describe.each(DATABASES)('retention of SLOs on %s', databaseId => {
  let stores: TestStores;
  let world: TestCollection;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    world = new TestCollection(stores);
    world.files = documentsOf({ 'slos.yaml': sloYaml({ duration: '60d' }) });
    await world.readDocuments();
    await world.readSlices();
  });

  const prune = (days: number, signal = new AbortController().signal) =>
    pruneSlos(stores, new Date(world.now.getTime() + days * DAY), signal);
  const rows = async (table: string) =>
    Number((await stores.knex(table).count({ count: '*' }))[0].count);

  it('keeps the longest window and a week', async () => {
    const before = await world.ledgerDays();
    expect(before).toHaveLength(68);
    await prune(0);
    expect(await world.ledgerDays()).toEqual(before);
    await prune(5);
    expect(await world.ledgerDays()).toEqual(before.slice(5));
  });

  it('forgets what nobody promises any more, after a grace period', async () => {
    world.catalog = [shopEntity(null)];
    world.now = new Date(world.now.getTime() + 60_000);
    await world.readDocuments();
    await prune(29);
    expect(await rows('slo_objectives')).toBe(1);
    expect(await rows('slo_readings')).toBe(1);
    await prune(31);
    expect(await rows('slo_entities')).toBe(0);
    expect(await rows('slo_documents')).toBe(0);
    expect(await rows('slo_objectives')).toBe(0);
    expect(await rows('slo_readings')).toBe(0);
    expect(await rows('slo_ledger')).toBe(0);
  });

  it('stops when it is told to', async () => {
    await prune(400, AbortSignal.abort());
    expect(await rows('slo_ledger')).toBe(68);
    expect(await stores.definitions.objectives(SHOP)).toHaveLength(1);
  });
});
