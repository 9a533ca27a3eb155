import { mockServices } from '@backstage/backend-test-utils';
import { RunbookRecord } from '@opsdeck/backstage-plugin-runbooks-common';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { DAILY, NOW, SHOP, later, recordOf } from '../__testUtils__/runbooks';
import { OccurrenceOpener } from './OccurrenceOpener';

const openStores = createTestStores();

describe.each(DATABASES)('the opening of occurrences on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const save = (record: RunbookRecord, now = NOW) =>
    stores.knex.transaction(trx => stores.documents.save(trx, record, now));
  const open = (now: Date) =>
    new OccurrenceOpener({
      ...stores,
      statuses: stores.collection.statuses,
      logger: mockServices.logger.mock(),
      clock: () => now,
    }).openDue(new AbortController().signal);
  const rows = () =>
    stores.knex('occurrences').orderBy('scheduled_at').pluck('scheduled_at');

  it('opens today’s, whose time is not over, and none from before', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    await open(NOW);
    await expect(rows()).resolves.toEqual(['2026-11-20T14:00:00.000Z']);
    await expect(stores.collection.statuses.due(NOW, 10)).resolves.toEqual([
      SHOP,
    ]);
  });

  it('does not blame anyone for what was due before the checklist was seen', async () => {
    await save(recordOf({ 'a.md': DAILY }), later(3));
    await open(later(3));
    await expect(rows()).resolves.toEqual([]);
    await open(later(13));
    await expect(rows()).resolves.toEqual(['2026-11-21T14:00:00.000Z']);
  });

  it('loses none over a downtime, and opens each once for all replicas', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    await open(NOW);
    await Promise.all([open(later(75)), open(later(75)), open(later(75))]);
    await open(later(75));
    await expect(rows()).resolves.toEqual([
      '2026-11-20T14:00:00.000Z',
      '2026-11-21T14:00:00.000Z',
      '2026-11-22T14:00:00.000Z',
      '2026-11-23T14:00:00.000Z',
    ]);
    const newest = await stores.occurrences.newest(SHOP);
    expect([...newest.values()][0].map(each => each.scheduledAt)).toEqual([
      '2026-11-23T14:00:00.000Z',
      '2026-11-22T14:00:00.000Z',
    ]);
  });

  it('looks at a checklist again only when its next one opens', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    await open(NOW);
    await expect(stores.documents.listOpening(later(11), 9)).resolves.toEqual(
      [],
    );
    await expect(
      stores.documents.listOpening(later(12), 9),
    ).resolves.toHaveLength(1);
  });

  it('follows a new cadence at once', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    await open(NOW);
    await save(
      recordOf({ 'a.md': DAILY.replace("'14:00'", "'16:00'") }),
      later(1),
    );
    await open(later(1));
    await expect(rows()).resolves.toEqual([
      '2026-11-20T14:00:00.000Z',
      '2026-11-20T16:00:00.000Z',
    ]);
  });

  it('opens nothing for a cadence that cannot be used', async () => {
    const record = recordOf({ 'a.md': DAILY });
    record.documents[0].checklists[0].cadence = 'FREQ=DAILY;COUNT=3';
    await save(record);
    await open(NOW);
    await expect(rows()).resolves.toEqual([]);
    await expect(stores.documents.listOpening(later(99), 9)).resolves.toEqual(
      [],
    );
  });
});
