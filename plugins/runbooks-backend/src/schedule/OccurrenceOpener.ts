import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { StatusStore } from '@opsdeck/backstage-plugin-operations-node';
import {
  Recurrence,
  nextOccurrence,
  occurrencesBetween,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { DocumentStore, StoredChecklist } from '../database/DocumentStore';
import { OccurrenceStore } from '../database/OccurrenceStore';

const BATCH = 200;

export interface OccurrenceOpenerOptions {
  documents: DocumentStore;
  occurrences: OccurrenceStore;
  statuses: StatusStore;
  logger: LoggerService;
  clock?: () => Date;
}

/**
 * Writes down each occurrence when it opens. Several replicas may do it at once: an
 * occurrence is named by checklist, entity and time. After a downtime all that opened
 * meanwhile are written, so that none vanishes: those whose time is over are missed.
 */
export class OccurrenceOpener {
  readonly #options: OccurrenceOpenerOptions;
  readonly #clock: () => Date;

  constructor(options: OccurrenceOpenerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  /** Puts the opening on Backstage's scheduler as one global task. */
  async schedule(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'open-occurrences',
      frequency: { seconds: 10 },
      timeout: { minutes: 5 },
      scope: 'global',
      fn: async signal => this.openDue(signal),
    });
  }

  /** Opens everything whose time has come. */
  async openDue(signal: AbortSignal): Promise<void> {
    const { documents } = this.#options;
    const now = this.#clock();
    let batch: StoredChecklist[];
    do {
      batch = await documents.listOpening(now, BATCH);
      for (const checklist of batch) {
        if (signal.aborted) return;
        await this.#open(checklist, now);
      }
    } while (batch.length === BATCH);
  }

  async #open(checklist: StoredChecklist, now: Date): Promise<void> {
    const { documents, occurrences, statuses } = this.#options;
    const knex = documents.connection;
    const plan = this.#plan(checklist, now);
    await knex.transaction(async trx => {
      await occurrences.open(trx, checklist, plan.opened);
      await documents.setOpening(trx, checklist, {
        openedUntil: now,
        nextOpenAt: plan.nextOpenAt,
      });
      await statuses.markDue(trx, [checklist.entityRef], now);
    });
  }

  #plan(checklist: StoredChecklist, now: Date) {
    const recurrence = recurrenceOf(checklist);
    const from = new Date(checklist.openedUntil ?? checklist.firstSeenAt);
    try {
      return {
        opened: recurrence ? occurrencesBetween(recurrence, from, now) : [],
        nextOpenAt:
          (recurrence && nextOccurrence(recurrence, now)?.opensAt) ?? null,
      };
    } catch (error) {
      // The tab shows it beside the checklist; a new version of the document is tried again.
      this.#options.logger.debug(
        `The cadence of ${checklist.path} of ${checklist.entityRef} cannot be used: ${error}`,
      );
      return { opened: [], nextOpenAt: null };
    }
  }
}

/** The recurrence that a checklist declares; undefined when it is started on demand only. */
export function recurrenceOf({
  definition: { cadence, at, zone },
}: Pick<StoredChecklist, 'definition'>): Recurrence | undefined {
  return cadence === null ? undefined : { cadence, at, zone };
}
