import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createCollectionStore } from '../collection';
import { bothTestDatabases } from '../testing';

const databases = bothTestDatabases();
const BEFORE = [
  '20261120000000_collection.js',
  '20261127000100_evidence.js',
  '20261127000200_collection.js',
  '20261127000300_webhooks.js',
  '20261127000400_entity_life.js',
];
const AT = '2026-11-20T12:00:00.000Z';
const SET_ASIDE_AT = '2026-11-20T12:00:01.000Z';

it.each(databases.eachSupportedId())(
  'what an earlier version set aside becomes a dead letter, once, on %s',
  async databaseId => {
    const knex = await databases.init(databaseId);
    for (const name of BEFORE) {
      await knex.migrate.up({
        directory: resolvePackagePath(
          '@opsdeck/backstage-plugin-operations-node',
          'migrations',
        ),
        tableName: 'opsdeck_collection_migrations',
        name,
      });
    }
    const delivery = {
      sender: 'alertmanager',
      receiver: 'main',
      body: Buffer.from('odd'),
      received_at: AT,
      due_at: AT,
    };
    await knex('webhook_deliveries').insert([
      {
        ...delivery,
        id: 'odd',
        delivery_key: 'body:odd',
        state: 'quarantined',
        reason: 'The body is no JSON',
        processed_at: SET_ASIDE_AT,
      },
      {
        ...delivery,
        id: 'fine',
        delivery_key: 'body:fine',
        state: 'processed',
        processed_at: SET_ASIDE_AT,
      },
    ]);
    const letter = {
      source_id: 'alertmanager-alerts',
      scope_id: 'main',
      payload: 'odd',
      arrived_at: SET_ASIDE_AT,
      last_arrived_at: SET_ASIDE_AT,
      times: 1,
    };
    await knex('dead_letters').insert([
      {
        ...letter,
        id: 'copy',
        payload_hash: 'a',
        reason: 'Webhook: The body is no JSON',
      },
      { ...letter, id: 'alert', payload_hash: 'b', reason: 'no startsAt' },
      {
        ...letter,
        id: 'of no delivery',
        payload_hash: 'c',
        reason: 'Webhook: The body is no JSON',
        last_arrived_at: AT,
      },
    ]);

    const store = await createCollectionStore({ getClient: async () => knex });

    const left = await knex('dead_letters').orderBy('id');
    expect(left.map(({ id }) => id)).toEqual(['alert', 'of no delivery']);
    const { items } = await store.quarantine.page(
      { sender: 'alertmanager', receivers: ['main'] },
      { limit: 10 },
    );
    expect(items).toMatchObject([
      {
        id: 'odd',
        state: 'waiting',
        reason: 'The body is no JSON',
        firstArrivedAt: AT,
        times: 1,
      },
    ]);
  },
);
