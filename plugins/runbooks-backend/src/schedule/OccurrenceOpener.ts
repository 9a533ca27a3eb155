import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { StatusStore } from '@opsdeck/backstage-plugin-operations-node';
import {
  OccurrencePlan,
  PendingOccurrence,
  Recurrence,
  planOccurrences,
} from '@opsdeck/backstage-plugin-runbooks-common';
import {
  BusinessCalendars,
  CalendarLookup,
} from '../calendar/BusinessCalendars';
import { DocumentStore, StoredChecklist } from '../database/DocumentStore';
import { OccurrenceStore } from '../database/OccurrenceStore';

const BATCH = 200;

export interface OccurrenceOpenerOptions {
  documents: DocumentStore;
  occurrences: OccurrenceStore;
  calendars: Pick<BusinessCalendars, 'load'>;
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
    const { documents, calendars } = this.#options;
    const now = this.#clock();
    let batch: StoredChecklist[];
    do {
      // The checklists first: a calendar that changes after that has them read again.
      batch = await documents.listOpening(now, BATCH);
      const heeding = await calendars.load();
      for (const checklist of batch) {
        if (signal.aborted) return;
        await this.#open(checklist, heeding, now);
      }
    } while (batch.length === BATCH);
  }

  async #open(
    checklist: StoredChecklist,
    heeding: CalendarLookup,
    now: Date,
  ): Promise<void> {
    const { documents, occurrences, statuses } = this.#options;
    const knex = documents.connection;
    const pending = await occurrences.pending(knex, checklist, now);
    const plan = this.#plan(checklist, { heeding, pending, now });
    await knex.transaction(async trx => {
      const isCurrent = await documents.setOpening(trx, checklist, {
        openedUntil: now,
        nextOpenAt: plan.nextOpenAt,
      });
      // Its document or its calendar is newer than this plan: the next turn makes another.
      if (!isCurrent) return;
      await occurrences.withdraw(trx, checklist, plan.withdrawn, now);
      await occurrences.change(trx, checklist, plan.changed);
      await occurrences.open(trx, checklist, plan.opened);
      await statuses.markDue(trx, [checklist.entityRef], now);
    });
  }

  #plan(
    checklist: StoredChecklist,
    options: {
      heeding: CalendarLookup;
      pending: readonly PendingOccurrence[];
      now: Date;
    },
  ): OccurrencePlan {
    const { heeding, pending, now } = options;
    try {
      return planOccurrences(recurrenceOf(checklist), {
        calendar: heeding(checklist.definition.schedule).calendar,
        since: new Date(checklist.openedUntil ?? checklist.firstSeenAt),
        now,
        pending,
      });
    } catch (error) {
      // The tab shows it beside the checklist; a new version of the document is tried again.
      this.#options.logger.debug(
        `The cadence of ${checklist.path} of ${checklist.entityRef} cannot be used: ${error}`,
      );
      return { opened: [], changed: [], withdrawn: [], nextOpenAt: null };
    }
  }
}

/** The recurrence that a checklist declares; undefined when it is started on demand only. */
export function recurrenceOf({
  definition: { cadence, at, zone, schedule: rules },
}: Pick<StoredChecklist, 'definition'>): Recurrence | undefined {
  return cadence === null ? undefined : { cadence, at, zone, rules };
}
