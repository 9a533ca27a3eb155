import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  WebhookInbox,
  createCollectionStore,
} from '@opsdeck/backstage-plugin-operations-node';
import { bothTestDatabases } from '@opsdeck/backstage-plugin-operations-node/testing';
import { DATABASES } from '../__testUtils__/databases';
import { openDatabase } from './openDatabase';

const databases = bothTestDatabases();
const FIRST = '20261120000000_init.js';

describe.each(DATABASES)('the incidents migrations on %s', databaseId => {
  const old = {
    receiver: 'main',
    received_at: '2026-11-20T12:00:00.000Z',
    next_try_at: '2026-11-20T12:00:10.000Z',
    tries: 0,
    reason: null,
    processed_at: null,
  };

  it('move the deliveries of an earlier version, byte by byte', async () => {
    const knex = await databases.init(databaseId);
    const database = { getClient: async () => knex };
    await knex.migrate.up({
      directory: resolvePackagePath(
        '@opsdeck/backstage-plugin-incidents-backend',
        'migrations',
      ),
      name: FIRST,
    });
    const body = Buffer.from([0x00, 0xff, 0xc3, 0xa9]);
    const processed = {
      state: 'processed',
      processed_at: '2026-11-20T12:00:01.000Z',
    };
    const odd = { state: 'quarantined', reason: 'odd', tries: 5 };
    await knex('webhook_inbox').insert([
      {
        ...old,
        id: 'a',
        delivery_key: 'a'.repeat(64),
        body,
        state: 'received',
      },
      { ...old, id: 'b', delivery_key: 'b'.repeat(64), body, ...processed },
      { ...old, id: 'c', delivery_key: 'c'.repeat(64), body, ...odd },
    ]);

    await createCollectionStore(database);
    await openDatabase(database);

    const rows = await knex('webhook_deliveries').orderBy('id');
    const moved = { sender: 'alertmanager', receiver: 'main', lease_number: 0 };
    expect(rows).toMatchObject([
      {
        ...moved,
        id: 'a',
        state: 'received',
        letter_state: null,
        due_at: old.next_try_at,
      },
      { ...moved, id: 'b', ...processed, letter_state: null },
      {
        ...moved,
        id: 'c',
        ...odd,
        letter_state: 'waiting',
        received_at: old.received_at,
        first_received_at: old.received_at,
      },
    ]);
    expect(rows.map(row => row.delivery_key)).toEqual([
      `body:${'a'.repeat(64)}`,
      `body:${'b'.repeat(64)}`,
      `body:${'c'.repeat(64)}`,
    ]);
    for (const row of rows) {
      expect(Buffer.compare(Buffer.from(row.body), body)).toBe(0);
    }
    expect(await knex.schema.hasTable('webhook_inbox')).toBe(false);
    const now = new Date('2026-11-20T12:01:00.000Z');
    expect(await new WebhookInbox(knex).claim(now, 1000)).toMatchObject({
      id: 'a',
    });
  });

  it('begin from nothing, and once', async () => {
    const knex = await databases.init(databaseId);
    const database = { getClient: async () => knex };
    for (let start = 0; start < 2; start++) {
      await createCollectionStore(database);
      await openDatabase(database);
    }
    expect(await knex('webhook_deliveries')).toEqual([]);
  });
});
