import { randomBytes } from 'node:crypto';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';

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
    // A dozen plugins with a pool each, beside the tests of other packages: together
    // they stay below what the server allows. Replicas have as many.
    knexConfig: { pool: { min: 0, max: 6 } },
    prefix: `whole_${randomBytes(4).toString('hex')}_`,
  };
}

/** Backstage's database service that also writes down each plugin's database, by plugin. */
export function keptDatabases(databases: Map<string, Knex>) {
  return createServiceFactory({
    service: coreServices.database,
    deps: {
      config: coreServices.rootConfig,
      lifecycle: coreServices.lifecycle,
      logger: coreServices.logger,
      plugin: coreServices.pluginMetadata,
    },
    createRootContext: ({ config }) => DatabaseManager.fromConfig(config),
    factory({ plugin, lifecycle, logger }, manager) {
      const pluginId = plugin.getId();
      const service = manager.forPlugin(pluginId, { lifecycle, logger });
      return {
        ...service,
        getClient: async () => {
          const knex = await service.getClient();
          databases.set(pluginId, knex);
          return knex;
        },
      };
    },
  });
}
