import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { StatusStore } from '../status/StatusStore';
import { Quarantine } from '../webhook/Quarantine';
import { BudgetStore } from './BudgetStore';
import { DatabaseClock } from './DatabaseClock';
import { DeadLetterStore } from './DeadLetterStore';
import { RunStore } from './RunStore';
import { ScopeStore } from './ScopeStore';

/** The shared tables that every collecting backend keeps in its own database. */
export interface CollectionStore {
  knex: Knex;
  /** By which the tables are written and judged. */
  clock: DatabaseClock;
  scopes: ScopeStore;
  runs: RunStore;
  budgets: BudgetStore;
  deadLetters: DeadLetterStore;
  /** Deliveries of webhooks that could not be processed; none where no webhook is taken. */
  quarantine: Quarantine;
  statuses: StatusStore;
}

/**
 * Opens the shared tables. They have a migration table of their own, because
 * knex calls one table shared by two migration folders corrupt.
 */
export async function createCollectionStore(
  database: Pick<DatabaseService, 'getClient' | 'migrations'>,
): Promise<CollectionStore> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@opsdeck/backstage-plugin-operations-node',
        'migrations',
      ),
      tableName: 'opsdeck_collection_migrations',
    });
  }
  const clock = new DatabaseClock(knex);
  await clock.compare();
  return {
    knex,
    clock,
    scopes: new ScopeStore(knex),
    runs: new RunStore(knex),
    budgets: new BudgetStore(knex),
    deadLetters: new DeadLetterStore(knex),
    quarantine: new Quarantine(knex),
    statuses: new StatusStore(knex),
  };
}
