import { TestDatabaseId } from '@backstage/backend-test-utils';
import {
  CollectionStore,
  WebhookInbox,
  createCollectionStore,
} from '@opsdeck/backstage-plugin-operations-node';
import { bothTestDatabases } from '@opsdeck/backstage-plugin-operations-node/testing';
import { Knex } from 'knex';
import { AlertReader } from '../database/AlertReader';
import { AlertStore } from '../database/AlertStore';
import { IncidentReader } from '../database/IncidentReader';
import { IncidentStore } from '../database/IncidentStore';
import { openDatabase } from '../database/openDatabase';

export const DATABASES: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

export interface TestStores {
  knex: Knex;
  alerts: AlertStore;
  alertReader: AlertReader;
  incidents: IncidentStore;
  reader: IncidentReader;
  inbox: WebhookInbox;
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
    const collection = await createCollectionStore(database);
    await openDatabase(database);
    return {
      knex,
      alerts: new AlertStore(knex),
      alertReader: new AlertReader(knex),
      incidents: new IncidentStore(knex),
      reader: new IncidentReader(knex),
      inbox: new WebhookInbox(knex),
      collection,
    };
  };
}
