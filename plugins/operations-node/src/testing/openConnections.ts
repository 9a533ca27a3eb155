import { Knex } from 'knex';

const CONNECTIONS = 8;

/**
 * Opens the connections of a PostgreSQL pool, so that what a test starts at
 * once does run at once. SQLite has one connection and needs nothing.
 */
export async function openConnections(knex: Knex): Promise<void> {
  if (knex.client.config.client !== 'pg') return;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, () => knex.raw('select pg_sleep(0.1)')),
  );
}
