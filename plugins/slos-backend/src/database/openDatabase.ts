import {
  DatabaseService,
  LoggerService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { DefinitionStore } from './DefinitionStore';
import { LedgerStore } from './LedgerStore';
import { ReadingStore } from './ReadingStore';

/** The tables of the tab. */
export interface SlosDatabase {
  knex: Knex;
  definitions: DefinitionStore;
  readings: ReadingStore;
  ledger: LedgerStore;
}

/** Opens the tables of the tab, brought up to date. */
export async function openDatabase(
  database: Pick<DatabaseService, 'getClient' | 'migrations'>,
  logger: LoggerService,
): Promise<SlosDatabase> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@opsdeck/backstage-plugin-slos-backend',
        'migrations',
      ),
    });
  }
  return {
    knex,
    definitions: new DefinitionStore(knex),
    readings: new ReadingStore(knex),
    ledger: new LedgerStore(knex, logger),
  };
}
