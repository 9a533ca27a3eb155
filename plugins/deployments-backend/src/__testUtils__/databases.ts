import { TestDatabaseId } from '@backstage/backend-test-utils';
import {
  CollectionStore,
  createCollectionStore,
} from '@opsdeck/backstage-plugin-operations-node';
import { bothTestDatabases } from '@opsdeck/backstage-plugin-operations-node/testing';
import { Knex } from 'knex';
import {
  DeploymentsDatabase,
  openDeploymentsDatabase,
} from '../database/DeploymentsDatabase';

export const DATABASES: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

export interface TestStores {
  knex: Knex;
  database: DeploymentsDatabase;
  collection: CollectionStore;
}

/** Opens the tables of the tab in a fresh database; call once per test file. */
export function createTestStores(): (
  databaseId: TestDatabaseId,
) => Promise<TestStores> {
  const databases = bothTestDatabases();
  return async databaseId => {
    const knex = await databases.init(databaseId);
    const service = { getClient: async () => knex };
    return {
      knex,
      database: await openDeploymentsDatabase(service),
      collection: await createCollectionStore(service),
    };
  };
}
