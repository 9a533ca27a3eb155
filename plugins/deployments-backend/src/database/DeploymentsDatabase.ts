import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { DeploymentStore } from './DeploymentStore';
import { LedgerRetention } from './LedgerRetention';
import { LedgerStore } from './LedgerStore';
import { RunningStore } from './RunningStore';

/** The tables of the Deployments tab, one store per concern. */
export interface DeploymentsDatabase {
  ledger: LedgerStore;
  running: RunningStore;
  deployments: DeploymentStore;
  retention: LedgerRetention;
}

/** Opens the tables and brings them up to date. */
export async function openDeploymentsDatabase(
  database: Pick<DatabaseService, 'getClient' | 'migrations'>,
): Promise<DeploymentsDatabase> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@opsdeck/backstage-plugin-deployments-backend',
        'migrations',
      ),
    });
  }
  return {
    ledger: new LedgerStore(knex),
    running: new RunningStore(knex),
    deployments: new DeploymentStore(knex),
    retention: new LedgerRetention(knex),
  };
}
