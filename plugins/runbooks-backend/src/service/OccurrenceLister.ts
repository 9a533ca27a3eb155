import { InputError } from '@backstage/errors';
import {
  ChecklistOccurrence,
  Occurrence,
  OccurrencePage,
  dueState,
  occurrencesBetween,
} from '@opsdeck/backstage-plugin-runbooks-common';
import {
  BusinessCalendars,
  CalendarLookup,
} from '../calendar/BusinessCalendars';
import { StoredChecklist } from '../database/DocumentStore';
import { StoredOccurrence } from '../database/OccurrenceStore';
import { RunbookStores } from '../database/openDatabase';
import { recurrenceOf } from '../schedule/OccurrenceOpener';
import { OccurrencesRequest } from './RunbooksService';

/** An occurrence with the checklist that it is of. */
export interface ListedOccurrence {
  checklist: StoredChecklist;
  occurrence: ChecklistOccurrence;
}

export interface OccurrenceListerOptions {
  stores: Pick<RunbookStores, 'documents' | 'occurrences'>;
  calendars: Pick<BusinessCalendars, 'load'>;
}

/**
 * Lists the times that checklists come round: what has opened from the record, what is
 * to come from the cadence.
 */
export class OccurrenceLister {
  readonly #options: OccurrenceListerOptions;

  constructor(options: OccurrenceListerOptions) {
    this.#options = options;
  }

  /** Those of one entity that are due in a time. */
  async list(
    entityRef: string,
    query: OccurrencesRequest,
    now: Date,
  ): Promise<OccurrencePage> {
    const { documents } = this.#options.stores;
    const checklists = (await documents.listChecklists(entityRef)).filter(
      ({ id }) => query.checklistId === undefined || id === query.checklistId,
    );
    const { listed, completeUntil } = await this.listOf(checklists, query, now);
    return { items: listed.map(({ occurrence }) => occurrence), completeUntil };
  }

  /** Those of checklists that are due in a time, by when they are due. */
  async listOf(
    checklists: readonly StoredChecklist[],
    query: OccurrencesRequest,
    now: Date,
  ): Promise<{ listed: ListedOccurrence[]; completeUntil: string }> {
    const [from, to] = [query.from, query.to].map(text =>
      new Date(text).toISOString(),
    );
    const { occurrences } = this.#options.stores;
    const [stored, heeding] = await Promise.all([
      occurrences.list([...new Set(checklists.map(each => each.entityRef))], {
        from,
        to,
        checklistId: query.checklistId,
        limit: query.limit + 1,
      }),
      this.#options.calendars.load(),
    ]);
    const byKey = new Map(checklists.map(each => [keyOf(each), each]));
    const past = stored.flatMap(each => {
      const checklist = byKey.get(
        keyOf({ entityRef: each.entityRef, id: each.checklistId }),
      );
      return checklist
        ? { checklist, occurrence: recorded(checklist, each, now) }
        : [];
    });
    const known = new Set(past.map(nameOf));
    const ahead = checklists
      .flatMap(checklist => upcoming(checklist, { heeding, from, to, now }))
      .filter(each => !known.has(nameOf(each)));
    const all = [...past, ...ahead].sort(
      (a, b) =>
        a.occurrence.dueAt.localeCompare(b.occurrence.dueAt) ||
        nameOf(a).localeCompare(nameOf(b)),
    );
    // The record was cut at its own limit: beyond its last one some may be missing.
    const recordEnds =
      stored.length > query.limit ? stored[stored.length - 1].dueAt : to;
    const cut = all[query.limit]?.occurrence.dueAt ?? to;
    const completeUntil = [recordEnds, cut, to].sort()[0];
    return {
      listed: all
        .slice(0, query.limit)
        .filter(({ occurrence }) => occurrence.dueAt < completeUntil),
      completeUntil,
    };
  }
}

function keyOf({ entityRef, id }: Pick<StoredChecklist, 'entityRef' | 'id'>) {
  return `${entityRef} ${id}`;
}

function nameOf({ checklist, occurrence }: ListedOccurrence): string {
  return `${keyOf(checklist)} ${occurrence.scheduledAt}`;
}

function factsOf(checklist: StoredChecklist, occurrence: Occurrence) {
  return {
    checklistId: checklist.id,
    title: checklist.title,
    zone: checklist.definition.zone ?? 'UTC',
    scheduledAt: occurrence.scheduledAt,
    opensAt: occurrence.opensAt,
    dueAt: occurrence.dueAt,
    missedAt: occurrence.missedAt,
    movedFrom: occurrence.movedFrom ?? null,
  };
}

function recorded(
  checklist: StoredChecklist,
  occurrence: StoredOccurrence,
  now: Date,
): ChecklistOccurrence {
  return {
    ...factsOf(checklist, occurrence),
    state: occurrence.withdrawnAt ? 'withdrawn' : dueState(occurrence, now),
    doneAt: occurrence.doneAt,
    runId: occurrence.runId,
  };
}

/** What has not opened yet; nothing for a cadence that cannot be used, which the tab tells. */
function upcoming(
  checklist: StoredChecklist,
  options: { heeding: CalendarLookup; from: string; to: string; now: Date },
): ListedOccurrence[] {
  const { heeding, from, to, now } = options;
  const recurrence = recurrenceOf(checklist);
  if (!recurrence || to <= now.toISOString()) return [];
  let planned: Occurrence[];
  try {
    planned = occurrencesBetween(
      recurrence,
      now,
      new Date(to),
      heeding(checklist.definition.schedule).calendar,
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [];
  }
  return planned
    .filter(
      ({ opensAt, dueAt }) =>
        opensAt > now.toISOString() && dueAt >= from && dueAt < to,
    )
    .map(occurrence => ({
      checklist,
      occurrence: {
        ...factsOf(checklist, occurrence),
        state: 'upcoming' as const,
        doneAt: null,
        runId: null,
      },
    }));
}
