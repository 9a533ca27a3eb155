import { TestDatabaseId, mockServices } from '@backstage/backend-test-utils';
import {
  CollectionStore,
  createCollectionStore,
} from '@opsdeck/backstage-plugin-operations-node';
import { bothTestDatabases } from '@opsdeck/backstage-plugin-operations-node/testing';
import { SlosDatabase, openDatabase } from '../database/openDatabase';

/** Both must be there: a missing one fails the tests, it does not skip them. */
export const DATABASES: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

export interface TestStores extends SlosDatabase {
  collection: CollectionStore;
  logger: ReturnType<typeof mockServices.logger.mock>;
}

/** Opens the tables of the tab in a fresh database; call once per test file. */
export function createTestStores(): (
  databaseId: TestDatabaseId,
) => Promise<TestStores> {
  const databases = bothTestDatabases();
  return async databaseId => {
    const knex = await databases.init(databaseId);
    const database = { getClient: async () => knex };
    const logger = mockServices.logger.mock();
    return {
      ...(await openDatabase(database, logger)),
      collection: await createCollectionStore(database),
      logger,
    };
  };
}
