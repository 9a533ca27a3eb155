import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { SHOP } from '../__testUtils__/runbooks';
import { adopt, startRun } from '../__testUtils__/runs';
import { RunbookRows } from './RunbookRows';

const NEW = 'component:default/new';
const DUE = '2026-11-20T06:00:00.000Z';
const openStores = createTestStores();

describe.each(DATABASES)('RunbookRows on %s', databaseId => {
  let stores: TestStores;
  let rows: RunbookRows;
  let daily: string;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    rows = new RunbookRows(stores.knex);
    daily = (await adopt(stores)).daily;
  });

  const rename = () =>
    stores.knex.transaction(trx => rows.rename(trx, SHOP, NEW));
  const remove = () => stores.knex.transaction(trx => rows.remove(trx, SHOP));
  const occurrence = (entity_ref: string, change: object = {}) =>
    stores.knex('occurrences').insert({
      entity_ref,
      checklist_id: daily,
      scheduled_at: DUE,
      opens_at: DUE,
      due_at: DUE,
      missed_at: DUE,
      run_id: null,
      done_at: null,
      ...change,
    });

  it('gives runs, checklists and documents to the new ref', async () => {
    const run = await startRun(stores, daily);
    await rename();
    expect(new Set(await rows.refs())).toEqual(new Set([NEW]));
    expect(await stores.runs.get(run.id)).toMatchObject({ entityRef: NEW });
    expect(await stores.documents.listChecklists(NEW)).toHaveLength(2);
  });

  it('keeps an occurrence done that was done under either', async () => {
    const { id } = await startRun(stores, daily);
    await occurrence(SHOP, { run_id: id, done_at: DUE });
    await occurrence(NEW);
    await rename();
    expect(await stores.knex('occurrences')).toMatchObject([
      { entity_ref: NEW, run_id: id, done_at: DUE },
    ]);
  });

  it('keeps the new ref’s own checklists where both have one', async () => {
    const both = await stores.knex('checklists').where({ entity_ref: SHOP });
    await stores
      .knex('checklists')
      .insert(both.map(row => ({ ...row, entity_ref: NEW, title: 'New' })));
    await rename();
    expect(await stores.knex('checklists').pluck('title')).toEqual([
      'New',
      'New',
    ]);
  });

  it('removes everything of a ref', async () => {
    await startRun(stores, daily);
    await occurrence(SHOP);
    await occurrence(NEW);
    while ((await remove()) > 0);
    expect(await rows.refs()).toEqual([NEW]);
    for (const table of ['runs', 'run_steps', 'run_events']) {
      expect(await stores.knex(table)).toEqual([]);
    }
  });
});
