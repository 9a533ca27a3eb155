import {
  ChecklistSummary,
  RunbookDocumentStatus,
  RunbooksOverview,
  sortChecklists,
  summarize,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { observedByOldest } from '@opsdeck/backstage-plugin-operations-common';
import { FreshnessReader } from '@opsdeck/backstage-plugin-operations-node';
import { BusinessCalendars } from '../calendar/BusinessCalendars';
import { RunbookStores } from '../database/openDatabase';
import { StoredChecklist } from '../database/DocumentStore';
import { NextOccurrences } from '../schedule/NextOccurrences';
import { toSummary } from './checklistSummary';

type OverviewStores = Pick<RunbookStores, 'documents' | 'occurrences' | 'runs'>;

/** Puts together how the checklists of one entity stand, from the database alone. */
export class OverviewBuilder {
  readonly #stores: OverviewStores;
  readonly #freshness: Pick<FreshnessReader, 'lookup'>;
  readonly #calendars: Pick<BusinessCalendars, 'load'>;
  readonly #upcoming = new NextOccurrences();

  constructor(
    stores: OverviewStores,
    freshness: Pick<FreshnessReader, 'lookup'>,
    calendars: Pick<BusinessCalendars, 'load'>,
  ) {
    this.#stores = stores;
    this.#freshness = freshness;
    this.#calendars = calendars;
  }

  async build(entityRef: string, now: Date): Promise<RunbooksOverview> {
    const { documents, runs } = this.#stores;
    const [read, stored, running, freshness] = await Promise.all([
      documents.listDocuments(entityRef),
      documents.listChecklists(entityRef),
      runs.listRunning(entityRef),
      this.#freshness.lookup(),
    ]);
    const checklists = await this.#summaries(entityRef, stored, now);
    const { verdict, headline } = summarize(checklists, now);
    return {
      entityRef,
      evaluatedAt: now.toISOString(),
      headline,
      verdict,
      observedBy: observedByOldest(
        freshness.all(),
        'no source of runbooks is configured',
      ),
      checklists,
      running,
      documents: read.map(document => withCount(document, stored)),
      sources: freshness.all(),
    };
  }

  async #summaries(
    entityRef: string,
    stored: readonly StoredChecklist[],
    now: Date,
  ): Promise<ChecklistSummary[]> {
    const [occurrences, lastRuns, heeding] = await Promise.all([
      this.#stores.occurrences.newest(entityRef),
      this.#stores.runs.lastFinished(entityRef),
      this.#calendars.load(),
    ]);
    return sortChecklists(
      stored.map(checklist =>
        toSummary({
          checklist,
          opened: occurrences.get(checklist.id) ?? [],
          lastRun: lastRuns.get(checklist.id),
          heeding,
          upcoming: this.#upcoming,
          now,
        }),
      ),
    );
  }
}

function withCount(
  document: Omit<RunbookDocumentStatus, 'checklists'>,
  checklists: readonly StoredChecklist[],
): RunbookDocumentStatus {
  return {
    ...document,
    checklists: checklists.filter(({ path }) => path === document.path).length,
  };
}
