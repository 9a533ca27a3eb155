import { TestDatabaseId } from '@backstage/backend-test-utils';
import {
  CollectionStore,
  createCollectionStore,
} from '@opsdeck/backstage-plugin-operations-node';
import { bothTestDatabases } from '@opsdeck/backstage-plugin-operations-node/testing';
import { Knex } from 'knex';
import { BackupStore } from '../database/BackupStore';

export const DATABASES: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

export interface TestStores {
  knex: Knex;
  store: BackupStore;
  collection: CollectionStore;
}

/** Opens the tables of the tab in a fresh database; call once per test file. */
export function createTestStores(): (
  databaseId: TestDatabaseId,
) => Promise<TestStores> {
  // A fresh database takes seconds on a busy machine.
  jest.setTimeout(60_000);
  const databases = bothTestDatabases();
  return async databaseId => {
    const knex = await databases.init(databaseId);
    const database = { getClient: async () => knex };
    return {
      knex,
      store: await BackupStore.create(database),
      collection: await createCollectionStore(database),
    };
  };
}
