import { NotFoundError } from '@backstage/errors';
import {
  RunbookChecklist,
  RunbookDocumentStatus,
  RunbookRecord,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { readDefinitions } from './definitions';
import { DocumentWriter } from './DocumentWriter';
import { ChecklistRow, DocumentRow } from './rows';

/** A checklist as it would be started now. */
export interface StoredChecklist {
  entityRef: string;
  id: string;
  title: string;
  documentTitle: string;
  path: string;
  url: string | null;
  definition: RunbookChecklist;
  definitionHash: string;
  /** What was due before is nobody's omission (UTC). */
  firstSeenAt: string;
  /** Occurrences that opened by then are in the table (UTC). */
  openedUntil: string | null;
  /** Grows with each change of its cadence or its calendar. */
  planVersion: number;
}

const CHUNK = 500;

/** Names a checklist. */
export type ChecklistKey = Pick<StoredChecklist, 'entityRef' | 'id'>;

/** Documents and the checklists that were read out of them. */
export class DocumentStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** For transactions over several stores. */
  get connection(): Knex {
    return this.#knex;
  }

  /** Writes what was read for one entity. Answers whether anything has changed. */
  async save(
    trx: Knex.Transaction,
    record: RunbookRecord,
    now: Date,
  ): Promise<boolean> {
    return new DocumentWriter(trx, record.entityRef, now).write(record);
  }

  /** Forgets the documents of entities that point at none any more; answers which those were. */
  async retireOthers(
    trx: Knex.Transaction,
    entityRefs: ReadonlySet<string>,
    now: Date,
  ): Promise<string[]> {
    const known = await trx<DocumentRow>('runbook_documents')
      .distinct('entity_ref')
      .pluck('entity_ref');
    const left = known.filter(ref => !entityRefs.has(ref));
    for (const entityRef of left) {
      await new DocumentWriter(trx, entityRef, now).write({
        entityRef,
        documents: [],
        problems: [],
      });
    }
    return left;
  }

  /** How many entities point at documents. */
  async countEntities(trx: Knex.Transaction): Promise<number> {
    const [{ count }] = await trx('runbook_documents').countDistinct({
      count: 'entity_ref',
    });
    return Number(count);
  }

  /** The documents of an entity with their problems, by path. */
  async listDocuments(
    entityRef: string,
  ): Promise<Omit<RunbookDocumentStatus, 'checklists'>[]> {
    const rows = await this.#knex<DocumentRow>('runbook_documents')
      .where({ entity_ref: entityRef })
      .orderBy('path');
    return rows.map(row => ({
      path: row.path,
      url: row.url,
      title: row.title,
      readAt: row.read_at,
      stale: Boolean(row.stale),
      problems: JSON.parse(row.problems),
      lint: JSON.parse(row.lint),
    }));
  }

  /** The checklists of an entity, in the order of its documents. */
  async listChecklists(entityRef: string): Promise<StoredChecklist[]> {
    return this.#toStored(
      await this.#current()
        .where('checklists.entity_ref', entityRef)
        .orderBy(['checklists.path', 'checklists.position']),
    );
  }

  /** Checklists of every entity by their keys, from behind the given one. */
  async pageChecklists(
    after: ChecklistKey | undefined,
    limit: number,
  ): Promise<StoredChecklist[]> {
    const query = this.#current()
      .orderBy(['checklists.entity_ref', 'checklists.checklist_id'])
      .limit(limit);
    if (after) {
      query.whereRaw(
        '(checklists.entity_ref, checklists.checklist_id) > (?, ?)',
        [after.entityRef, after.id],
      );
    }
    return this.#toStored(await query);
  }

  /**
   * The checklists with those owners: whom the document names as owner, else the
   * owner of the entity.
   *
   * @param entityRefs - the entities that they own.
   */
  async listOwned(
    ownerRefs: readonly string[],
    entityRefs: readonly string[],
  ): Promise<StoredChecklist[]> {
    const rows = await this.#current().whereIn('owner_ref', [...ownerRefs]);
    for (let i = 0; i < entityRefs.length; i += CHUNK) {
      rows.push(
        ...(await this.#current()
          .whereNull('owner_ref')
          .whereIn('checklists.entity_ref', entityRefs.slice(i, i + CHUNK))),
      );
    }
    return this.#toStored(rows);
  }

  /** @throws NotFoundError when the entity has no such checklist now. */
  async getChecklist({
    entityRef,
    id,
  }: ChecklistKey): Promise<StoredChecklist> {
    const rows = await this.#current()
      .where('checklists.entity_ref', entityRef)
      .where('checklists.checklist_id', id);
    const [checklist] = await this.#toStored(rows);
    if (!checklist) {
      throw new NotFoundError(
        `${entityRef} has no checklist "${id}"; its document may have changed`,
      );
    }
    return checklist;
  }

  /** Checklists whose next occurrence has opened, or is not known yet. */
  async listOpening(now: Date, limit: number): Promise<StoredChecklist[]> {
    return this.#toStored(
      await this.#current()
        .where('checklists.next_open_at', '<=', now.toISOString())
        .orderBy('checklists.next_open_at')
        .limit(limit),
    );
  }

  /**
   * Notes which occurrences are in the table and when the next one opens. False, and
   * nothing is noted, when cadence or calendar have changed since the plan was made.
   */
  async setOpening(
    connection: Knex,
    {
      entityRef,
      id,
      planVersion,
    }: Pick<StoredChecklist, 'entityRef' | 'id' | 'planVersion'>,
    opening: { openedUntil: Date; nextOpenAt: string | null },
  ): Promise<boolean> {
    const noted = await connection<ChecklistRow>('checklists')
      .where({
        entity_ref: entityRef,
        checklist_id: id,
        plan_version: planVersion,
      })
      .whereNull('gone_at')
      .update({
        opened_until: opening.openedUntil.toISOString(),
        next_open_at: opening.nextOpenAt,
      });
    return noted > 0;
  }

  #current() {
    return this.#knex<ChecklistRow>('checklists')
      .leftJoin('runbook_documents', join =>
        join
          .on('runbook_documents.entity_ref', 'checklists.entity_ref')
          .andOn('runbook_documents.path', 'checklists.path'),
      )
      .whereNull('checklists.gone_at')
      .select<(ChecklistRow & { url: string | null })[]>(
        'checklists.*',
        'runbook_documents.url',
      );
  }

  async #toStored(
    rows: readonly (ChecklistRow & { url: string | null })[],
  ): Promise<StoredChecklist[]> {
    const definitions = await readDefinitions(
      this.#knex,
      rows.map(row => row.definition_hash),
    );
    return rows.flatMap(row => {
      const definition = definitions.get(row.definition_hash);
      return definition
        ? {
            entityRef: row.entity_ref,
            id: row.checklist_id,
            title: row.title,
            documentTitle: row.document_title,
            path: row.path,
            url: row.url,
            definition,
            definitionHash: row.definition_hash,
            firstSeenAt: row.first_seen_at,
            openedUntil: row.opened_until,
            planVersion: row.plan_version,
          }
        : [];
    });
  }
}
