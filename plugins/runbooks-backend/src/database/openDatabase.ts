import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { DocumentStore } from './DocumentStore';
import { OccurrenceStore } from './OccurrenceStore';
import { RetentionStore } from './RetentionStore';
import { RunStore } from './RunStore';

/** The tables of the Runbooks tab. */
export interface RunbookStores {
  knex: Knex;
  documents: DocumentStore;
  occurrences: OccurrenceStore;
  runs: RunStore;
  retention: RetentionStore;
}

/** Opens the tables, bringing them up to date first. */
export async function openDatabase(
  database: Pick<DatabaseService, 'getClient' | 'migrations'>,
): Promise<RunbookStores> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@opsdeck/backstage-plugin-runbooks-backend',
        'migrations',
      ),
    });
  }
  const occurrences = new OccurrenceStore(knex);
  return {
    knex,
    documents: new DocumentStore(knex),
    occurrences,
    runs: new RunStore(knex, occurrences),
    retention: new RetentionStore(knex),
  };
}
