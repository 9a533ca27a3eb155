import { JsonObject } from '@backstage/types';

/** PostgreSQL is what the tests of each backend cover. */
export const DATABASES = ['SQLite'] as const;

/** `backend.database` of a configuration, over databases that nobody else uses. */
export function databaseConfig(folder: string): JsonObject {
  return { client: 'better-sqlite3', connection: { directory: folder } };
}
