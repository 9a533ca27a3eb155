import { TestDatabaseId } from '@backstage/backend-test-utils';
import {
  CollectionStore,
  createCollectionStore,
} from '@opsdeck/backstage-plugin-operations-node';
import { bothTestDatabases } from '@opsdeck/backstage-plugin-operations-node/testing';
import { RunbookStores, openDatabase } from '../database/openDatabase';

/** Both must be there: a missing one fails the tests, it does not skip them. */
export const DATABASES: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

export interface TestStores extends RunbookStores {
  collection: CollectionStore;
}

/** Opens the tables of the tab in a fresh database; call once per test file. */
export function createTestStores(): (
  databaseId: TestDatabaseId,
) => Promise<TestStores> {
  const databases = bothTestDatabases();
  return async databaseId => {
    const knex = await databases.init(databaseId);
    const database = { getClient: async () => knex };
    return {
      ...(await openDatabase(database)),
      collection: await createCollectionStore(database),
    };
  };
}
