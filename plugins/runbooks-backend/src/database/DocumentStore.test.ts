import { RunbookRecord } from '@opsdeck/backstage-plugin-runbooks-common';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import {
  DAILY,
  NOW,
  RESTORE,
  SHOP,
  later,
  recordOf,
} from '../__testUtils__/runbooks';

const openStores = createTestStores();
const BINARY = '\u0000\u0001\u0002'.repeat(20);

describe.each(DATABASES)('documents on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const save = (record: RunbookRecord, now = NOW) =>
    stores.knex.transaction(trx => stores.documents.save(trx, record, now));
  const titles = async () =>
    (await stores.documents.listChecklists(SHOP)).map(({ title }) => title);
  const documents = () => stores.documents.listDocuments(SHOP);

  it('keeps documents and checklists, and writes nothing for a replay', async () => {
    const record = recordOf({ 'a.md': DAILY, 'b.md': RESTORE });
    await expect(save(record)).resolves.toBe(true);
    await expect(titles()).resolves.toEqual(['Daily checks', 'Restore']);
    await expect(save(record, later(1))).resolves.toBe(false);
    await expect(documents()).resolves.toMatchObject([
      { path: 'a.md', stale: false, problems: [], readAt: NOW.toISOString() },
      { path: 'b.md' },
    ]);
    await expect(stores.knex('checklist_definitions')).resolves.toHaveLength(2);
  });

  it.each([
    ['cannot be read', recordOf({}, [{ path: 'a.md', message: 'no access' }])],
    [
      'is in a glob that fails',
      recordOf({}, [{ path: '*.md', message: 'no access' }]),
    ],
    [
      'has no location any more',
      recordOf({}, [{ path: 'opsdeck.io/runbooks', message: 'no location' }]),
    ],
    ['has become rubbish', recordOf({ 'a.md': BINARY })],
  ])('keeps the last good version when it %s', async (_why, broken) => {
    await save(recordOf({ 'a.md': DAILY }));
    await expect(save(broken, later(1))).resolves.toBe(true);
    await expect(titles()).resolves.toEqual(['Daily checks']);
    await expect(documents()).resolves.toMatchObject([
      {
        path: 'a.md',
        stale: true,
        readAt: NOW.toISOString(),
        problems: [{ severity: 'error' }],
      },
    ]);
    await expect(save(broken, later(2))).resolves.toBe(false);

    await save(recordOf({ 'a.md': DAILY }), later(3));
    await expect(documents()).resolves.toMatchObject([
      { path: 'a.md', stale: false, problems: [] },
    ]);
  });

  it('shows what never could be read, until it can or is no longer named', async () => {
    const gone = recordOf({}, [
      { path: 'x.md', message: 'There is no such file.' },
    ]);
    await save(gone);
    await expect(documents()).resolves.toMatchObject([
      {
        path: 'x.md',
        readAt: null,
        problems: [{ message: 'There is no such file.' }],
      },
    ]);
    await save(recordOf({ 'a.md': DAILY }), later(1));
    await expect(documents()).resolves.toMatchObject([{ path: 'a.md' }]);
  });

  it('retires what is no longer pointed at, and takes it back as new', async () => {
    await save(recordOf({ 'a.md': DAILY, 'b.md': RESTORE }));
    await save(recordOf({ 'b.md': RESTORE }), later(1));
    await expect(titles()).resolves.toEqual(['Restore']);
    await save(recordOf({ 'a.md': DAILY, 'b.md': RESTORE }), later(48));
    const [daily, restore] = await stores.documents.listChecklists(SHOP);
    expect(daily.firstSeenAt).toBe(later(48).toISOString());
    expect(restore.firstSeenAt).toBe(NOW.toISOString());
  });

  it('forgets entities that a complete reading did not name', async () => {
    const other = 'component:default/other';
    await save(recordOf({ 'a.md': DAILY }));
    await save(recordOf({ 'a.md': DAILY }, [], other));
    await stores.knex.transaction(async trx => {
      await expect(stores.documents.countEntities(trx)).resolves.toBe(2);
      await expect(
        stores.documents.retireOthers(trx, new Set([SHOP]), later(1)),
      ).resolves.toEqual([other]);
      await expect(stores.documents.countEntities(trx)).resolves.toBe(1);
    });
    await expect(stores.documents.listChecklists(other)).resolves.toEqual([]);
    await expect(titles()).resolves.toEqual(['Daily checks']);
  });

  it('pages through the checklists of every entity by their keys', async () => {
    await save(recordOf({ 'a.md': DAILY, 'b.md': RESTORE }));
    await save(recordOf({ 'a.md': DAILY }, [], 'component:default/other'));
    const found = [];
    for (let after; ; after = found[found.length - 1]) {
      const page = await stores.documents.pageChecklists(after, 2);
      found.push(...page);
      if (page.length < 2) break;
    }
    expect(found.map(({ entityRef }) => entityRef)).toEqual([
      'component:default/other',
      SHOP,
      SHOP,
    ]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
    await save(recordOf({ 'a.md': DAILY }), later(1));
    await expect(
      stores.documents.pageChecklists(undefined, 10),
    ).resolves.toHaveLength(2);
  });

  it('knows no checklist of another entity', async () => {
    await save(recordOf({ 'a.md': DAILY }));
    const [{ id }] = await stores.documents.listChecklists(SHOP);
    await expect(
      stores.documents.getChecklist({ entityRef: 'component:default/x', id }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
