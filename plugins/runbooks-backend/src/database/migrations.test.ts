import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createCollectionStore } from '@opsdeck/backstage-plugin-operations-node';
import { bothTestDatabases } from '@opsdeck/backstage-plugin-operations-node/testing';
import { DATABASES } from '../__testUtils__/databases';
import { DAILY, NOW, SHOP, later, recordOf } from '../__testUtils__/runbooks';
import { keepDefinition } from './definitions';
import { openDatabase } from './openDatabase';

const databases = bothTestDatabases();
const directory = resolvePackagePath(
  '@opsdeck/backstage-plugin-runbooks-backend',
  'migrations',
);
const FIRST = '20261120000000_init.js';
const DUE = '2026-11-20T14:00:00.000Z';

describe.each(DATABASES)('the runbooks migrations on %s', databaseId => {
  it('keep what an earlier version has kept, and have its documents read anew', async () => {
    const knex = await databases.init(databaseId);
    const database = { getClient: async () => knex };
    await knex.migrate.up({ directory, name: FIRST });
    const record = recordOf({ 'a.md': DAILY });
    const [document] = record.documents;
    const definition_hash = await knex.transaction(trx =>
      keepDefinition(trx, document.checklists[0], NOW),
    );
    await knex('runbook_documents').insert({
      entity_ref: SHOP,
      path: 'a.md',
      title: 'Daily checks',
      url: null,
      fingerprint: 'f'.repeat(64),
      read_at: NOW.toISOString(),
      stale: false,
      problems: '[]',
    });
    await knex('checklists').insert({
      entity_ref: SHOP,
      checklist_id: 'daily',
      path: 'a.md',
      position: 0,
      title: 'Daily checks',
      document_title: 'Daily checks',
      definition_hash,
      first_seen_at: NOW.toISOString(),
      opened_until: NOW.toISOString(),
      next_open_at: later(12).toISOString(),
      gone_at: null,
    });
    await knex('occurrences').insert({
      entity_ref: SHOP,
      checklist_id: 'daily',
      scheduled_at: DUE,
      opens_at: '2026-11-20T00:00:00.000Z',
      due_at: DUE,
      missed_at: later(14).toISOString(),
      run_id: null,
      done_at: null,
    });

    await createCollectionStore(database);
    const stores = await openDatabase(database);

    const newest = await stores.occurrences.newest(SHOP);
    expect(newest.get('daily')).toMatchObject([
      { scheduledAt: DUE, withdrawnAt: null },
    ]);
    expect(await stores.documents.listChecklists(SHOP)).toMatchObject([
      { id: 'daily', planVersion: 0 },
    ]);
    // The same text counts as new once, so that its owner and calendar are known.
    const save = () =>
      knex.transaction(trx => stores.documents.save(trx, record, later(1)));
    expect(await save()).toBe(true);
    expect(await save()).toBe(false);
  });

  it('begin from nothing, once, and can be taken back', async () => {
    const knex = await databases.init(databaseId);
    const database = { getClient: async () => knex };
    for (let start = 0; start < 2; start++) await openDatabase(database);
    expect(await knex('feeds')).toEqual([]);
    await knex.migrate.rollback({ directory }, true);
    expect(await knex.schema.hasTable('checklists')).toBe(false);
    await openDatabase(database);
    expect(await knex.schema.hasColumn('occurrences', 'moved_from')).toBe(true);
  });
});
