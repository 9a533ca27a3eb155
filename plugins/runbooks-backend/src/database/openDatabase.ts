import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { EvidenceStore } from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { CalendarStore } from '../calendar/CalendarStore';
import { FeedStore } from '../feed/FeedStore';
import { DocumentStore } from './DocumentStore';
import { OccurrenceStore } from './OccurrenceStore';
import { ProofStore } from './ProofStore';
import { RetentionStore } from './RetentionStore';
import { RunStore } from './RunStore';
import { WatcherStore } from './WatcherStore';

/** The tables of the Runbooks tab. */
export interface RunbookStores {
  knex: Knex;
  documents: DocumentStore;
  occurrences: OccurrenceStore;
  calendars: CalendarStore;
  feeds: FeedStore;
  runs: RunStore;
  watchers: WatcherStore;
  proofs: ProofStore;
  /** In the shared tables, which `createCollectionStore` brings up to date. */
  evidence: EvidenceStore;
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
  const evidence = new EvidenceStore(knex);
  return {
    knex,
    documents: new DocumentStore(knex),
    occurrences,
    calendars: new CalendarStore(knex),
    feeds: new FeedStore(knex),
    runs: new RunStore(knex, { occurrences, evidence }),
    watchers: new WatcherStore(knex),
    proofs: new ProofStore(knex),
    evidence,
    retention: new RetentionStore(knex),
  };
}
