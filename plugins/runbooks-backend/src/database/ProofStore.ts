import {
  ProofQuery,
  ProvenRun,
  TrackedOccurrence,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { readDefinitions } from './definitions';
import { ChecklistRow, OccurrenceRow, RunRow, toSummary } from './rows';

/** A checklist with a cadence, in use or not any more, and what was due of it. */
export interface WatchedChecklist {
  entityRef: string;
  id: string;
  title: string;
  cadence: string;
  controls: string[];
  firstSeenAt: string;
  /** Due in the period, oldest first. */
  occurrences: TrackedOccurrence[];
}

type Period = Pick<ProofQuery, 'from' | 'to'>;

/** What SQLite takes as parameters is limited. */
const CHUNK = 200;

/** Reads what is to be proved of a period. */
export class ProofStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Entities of which something was due or started in the period. */
  async entityRefs({ from, to }: Period): Promise<string[]> {
    const [due, started] = await Promise.all([
      this.#knex<OccurrenceRow>('occurrences')
        .where('due_at', '>=', from)
        .where('due_at', '<', to)
        .whereNull('withdrawn_at')
        .distinct('entity_ref')
        .pluck('entity_ref'),
      this.#knex<RunRow>('runs')
        .where('started_at', '>=', from)
        .where('started_at', '<', to)
        .distinct('entity_ref')
        .pluck('entity_ref'),
    ]);
    return [...new Set([...due, ...started])].sort();
  }

  /** Checklists with a cadence of some entities. */
  async checklists(
    entityRefs: readonly string[],
    { from, to }: Period,
  ): Promise<WatchedChecklist[]> {
    const rows = await this.#inChunks(entityRefs, refs =>
      this.#knex<ChecklistRow>('checklists')
        .whereIn('entity_ref', refs)
        .where(gone => gone.whereNull('gone_at').orWhere('gone_at', '>', from))
        .orderBy(['entity_ref', 'title']),
    );
    const definitions = await this.#definitions(rows);
    const occurrences = await this.#inChunks(entityRefs, refs =>
      this.#knex<OccurrenceRow>('occurrences')
        .whereIn('entity_ref', refs)
        .where('due_at', '>=', from)
        .where('due_at', '<', to)
        // The cadence or a calendar has taken them back before they were due.
        .whereNull('withdrawn_at')
        .orderBy('due_at'),
    );
    const byChecklist = new Map<string, TrackedOccurrence[]>();
    for (const row of occurrences) {
      const key = keyOf(row);
      const list = byChecklist.get(key) ?? [];
      list.push(toTracked(row));
      byChecklist.set(key, list);
    }
    return rows.flatMap(row => {
      const definition = definitions.get(row.definition_hash);
      if (!definition?.cadence) return [];
      return {
        entityRef: row.entity_ref,
        id: row.checklist_id,
        title: row.title,
        cadence: definition.cadence,
        controls: definition.controls,
        firstSeenAt: row.first_seen_at,
        occurrences: byChecklist.get(keyOf(row)) ?? [],
      };
    });
  }

  /** Runs of some entities that were started in the period, oldest first. */
  async runs(
    entityRefs: readonly string[],
    { from, to }: Period,
  ): Promise<ProvenRun[]> {
    const rows = await this.#inChunks(entityRefs, refs =>
      this.#knex<RunRow>('runs')
        .whereIn('entity_ref', refs)
        .where('started_at', '>=', from)
        .where('started_at', '<', to),
    );
    const definitions = await this.#definitions(rows);
    return rows
      .map(row => ({
        ...toSummary(row),
        controls: definitions.get(row.definition_hash)?.controls ?? [],
      }))
      .sort(
        (a, b) =>
          a.startedAt.localeCompare(b.startedAt) || a.id.localeCompare(b.id),
      );
  }

  async #definitions(rows: readonly { definition_hash: string }[]) {
    const hashes = [...new Set(rows.map(row => row.definition_hash))];
    const found: Awaited<ReturnType<typeof readDefinitions>> = new Map();
    for (let i = 0; i < hashes.length; i += CHUNK) {
      const chunk = hashes.slice(i, i + CHUNK);
      const some = await readDefinitions(this.#knex, chunk);
      some.forEach((definition, hash) => found.set(hash, definition));
    }
    return found;
  }

  async #inChunks<T>(
    refs: readonly string[],
    read: (refs: string[]) => PromiseLike<T[]>,
  ): Promise<T[]> {
    const found: T[] = [];
    for (let i = 0; i < refs.length; i += CHUNK) {
      for (const row of await read(refs.slice(i, i + CHUNK))) found.push(row);
    }
    return found;
  }
}

function keyOf(row: { entity_ref: string; checklist_id: string }): string {
  return `${row.entity_ref} ${row.checklist_id}`;
}

function toTracked(row: OccurrenceRow): TrackedOccurrence {
  return {
    scheduledAt: row.scheduled_at,
    opensAt: row.opens_at,
    dueAt: row.due_at,
    missedAt: row.missed_at,
    doneAt: row.done_at,
  };
}
