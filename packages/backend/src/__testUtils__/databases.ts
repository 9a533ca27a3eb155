import { randomBytes } from 'node:crypto';
import { JsonObject } from '@backstage/types';

export const DATABASES = ['SQLite', 'PostgreSQL'] as const;

export type DatabaseName = (typeof DATABASES)[number];

const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/** `backend.database` of a configuration, over databases that nobody else uses. */
export function databaseConfig(name: DatabaseName, folder: string): JsonObject {
  if (name === 'SQLite') {
    return { client: 'better-sqlite3', connection: { directory: folder } };
  }
  const connection = process.env[POSTGRES];
  if (!connection) throw new Error(`${POSTGRES} is not set: run npm test`);
  const { hostname, port, username, password } = new URL(connection);
  return {
    client: 'pg',
    connection: {
      host: hostname,
      port: Number(port),
      user: username,
      password,
    },
    prefix: `whole_${randomBytes(4).toString('hex')}_`,
  };
}
