import { DefinitionProblem } from '@opsdeck/backstage-plugin-slos-common';
import { Knex } from 'knex';
import { chunksOf } from './chunksOf';
import {
  DocumentRow,
  EntityDefinitions,
  EntityRow,
  MeasuredObjective,
  ObjectiveRow,
  StoredDocument,
  StoredObjective,
  isMeasured,
  toDocument,
  toObjective,
  toObjectiveRow,
} from './definitionRows';

/** What is promised, by entity: the files in use, their objectives and their faults. */
export class DefinitionStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Replaces what an entity declares. */
  async replace(
    trx: Knex.Transaction,
    entity: EntityDefinitions,
    now: Date,
  ): Promise<void> {
    const { entityRef } = entity;
    await trx<EntityRow>('slo_entities')
      .insert({
        entity_ref: entityRef,
        digest: entity.digest,
        problems: JSON.stringify(entity.problems),
        seen_at: now.toISOString(),
        gone_at: null,
      })
      .onConflict('entity_ref')
      .merge();
    for (const table of ['slo_documents', 'slo_objectives']) {
      await trx(table).where({ entity_ref: entityRef }).delete();
    }
    for (const documents of chunksOf(entity.documents)) {
      await trx<DocumentRow>('slo_documents').insert(
        documents.map(({ text, ...document }) => ({
          entity_ref: entityRef,
          content: text,
          ...document,
        })),
      );
    }
    for (const objectives of chunksOf(entity.objectives)) {
      await trx<ObjectiveRow>('slo_objectives').insert(
        objectives.map(objective => toObjectiveRow(entityRef, objective)),
      );
    }
  }

  /** Notes that a reading found the entity declaring what it declared before. */
  async touch(
    trx: Knex.Transaction,
    entityRef: string,
    now: Date,
  ): Promise<void> {
    await trx<EntityRow>('slo_entities')
      .where({ entity_ref: entityRef })
      .update({ seen_at: now.toISOString(), gone_at: null });
  }

  /** Retires entities that a complete reading did not list; answers which. */
  async retireUnseen(
    trx: Knex.Transaction,
    sweepStartedAt: Date,
    now: Date,
  ): Promise<string[]> {
    const unseen = await trx<EntityRow>('slo_entities')
      .whereNull('gone_at')
      .where('seen_at', '<', sweepStartedAt.toISOString())
      .pluck('entity_ref');
    for (const refs of chunksOf(unseen)) {
      await trx<EntityRow>('slo_entities')
        .whereIn('entity_ref', refs)
        .update({ gone_at: now.toISOString() });
    }
    return unseen;
  }

  /** Which present entities have at least one objective, and which have none. */
  async count(
    trx: Knex.Transaction,
  ): Promise<{ bound: number; unbound: number }> {
    const [total] = await trx<EntityRow>('slo_entities')
      .whereNull('gone_at')
      .count({ count: '*' });
    const [bound] = await present(trx)
      .whereIn('e.entity_ref', trx('slo_objectives').select('entity_ref'))
      .count({ count: '*' });
    return {
      bound: Number(bound.count),
      unbound: Number(total.count) - Number(bound.count),
    };
  }

  /** What is known of an entity, gone or not; undefined when it never declared anything. */
  async entity(
    connection: Knex,
    entityRef: string,
  ): Promise<{ digest: string; gone: boolean } | undefined> {
    const row = await connection<EntityRow>('slo_entities')
      .where({ entity_ref: entityRef })
      .first('digest', 'gone_at');
    return row && { digest: row.digest, gone: row.gone_at !== null };
  }

  /** The faults in the files of a present entity. */
  async problems(entityRef: string): Promise<DefinitionProblem[]> {
    const row = await this.#knex<EntityRow>('slo_entities')
      .where({ entity_ref: entityRef, gone_at: null })
      .first('problems');
    return row ? JSON.parse(row.problems) : [];
  }

  /** The files of an entity in use. */
  async documents(
    entityRef: string,
    connection: Knex = this.#knex,
  ): Promise<StoredDocument[]> {
    const rows = await connection<DocumentRow>('slo_documents')
      .where({ entity_ref: entityRef })
      .orderBy('path');
    return rows.map(toDocument);
  }

  /** Addresses of an entity's files, by path. */
  async documentUrls(entityRef: string): Promise<Map<string, string | null>> {
    const rows = await this.#knex<DocumentRow>('slo_documents')
      .where({ entity_ref: entityRef })
      .select('path', 'url');
    return new Map(rows.map(({ path, url }) => [path, url]));
  }

  /** What a present entity promises. */
  async objectives(entityRef: string): Promise<StoredObjective[]> {
    const rows: ObjectiveRow[] = await present(this.#knex)
      .join('slo_objectives as o', 'o.entity_ref', 'e.entity_ref')
      .where('e.entity_ref', entityRef)
      .orderBy('o.slo_id')
      .select('o.*');
    return rows.map(toObjective);
  }

  /** The objectives of present entities that one instance of a source measures. */
  async measuredBy(
    sourceId: string,
    scopeId: string,
  ): Promise<MeasuredObjective[]> {
    const rows: ObjectiveRow[] = await present(this.#knex)
      .join('slo_objectives as o', 'o.entity_ref', 'e.entity_ref')
      .where({ 'o.source_id': sourceId, 'o.scope_id': scopeId })
      .orderBy(['o.entity_ref', 'o.slo_id'])
      .select('o.*');
    return rows.map(toObjective).filter(isMeasured);
  }

  /** How many objectives of present entities one instance of a source measures. */
  async countMeasured(
    trx: Knex.Transaction,
    sourceId: string,
    scopeId: string,
  ): Promise<number> {
    const [{ count }] = await present(trx)
      .join('slo_objectives as o', 'o.entity_ref', 'e.entity_ref')
      .where({ 'o.source_id': sourceId, 'o.scope_id': scopeId })
      .count({ count: '*' });
    return Number(count);
  }

  /** Instances that measure something of which nothing was asked for yet. */
  async scopesWithUnread(): Promise<{ sourceId: string; scopeId: string }[]> {
    const rows: { source_id: string; scope_id: string }[] = await present(
      this.#knex,
    )
      .join('slo_objectives as o', 'o.entity_ref', 'e.entity_ref')
      .leftJoin('slo_readings as r', 'r.ledger_key', 'o.ledger_key')
      .whereNotNull('o.ledger_key')
      .whereNull('r.ledger_key')
      .distinct('o.source_id', 'o.scope_id');
    return rows.map(row => ({
      sourceId: row.source_id,
      scopeId: row.scope_id,
    }));
  }

  /** Every present objective's definition, to learn how far back the ledger must reach. */
  async all(): Promise<StoredObjective[]> {
    const rows: ObjectiveRow[] = await present(this.#knex)
      .join('slo_objectives as o', 'o.entity_ref', 'e.entity_ref')
      .select('o.*');
    return rows.map(toObjective);
  }

  /** Deletes at most `chunk` entities that were gone before the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    return this.#knex.transaction(async trx => {
      const gone = await trx<EntityRow>('slo_entities')
        .where('gone_at', '<', before.toISOString())
        .orderBy('gone_at')
        .limit(chunk)
        .pluck('entity_ref');
      for (const refs of chunksOf(gone)) {
        for (const table of [
          'slo_documents',
          'slo_objectives',
          'slo_entities',
        ]) {
          await trx(table).whereIn('entity_ref', refs).delete();
        }
      }
      return gone.length;
    });
  }
}

function present(connection: Knex) {
  return connection('slo_entities as e').whereNull('e.gone_at');
}
