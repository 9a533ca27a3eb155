import { Knex } from 'knex';
import { EntityRows, distinctRefs } from './EntityRows';

interface StatusRow {
  entity_ref: string;
  verdict: string | null;
  since: string;
  /** Empty before the first evaluation. */
  evaluated_at: string;
  due_at: string;
  sequence: number;
}

/** What this tab says of each entity: a rename keeps since when, and is evaluated anew. */
export class StatusRows implements EntityRows {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  refs(): Promise<string[]> {
    return distinctRefs(this.#knex, 'entity_statuses');
  }

  async rename(
    trx: Knex.Transaction,
    from: string,
    to: string,
    now: Date,
  ): Promise<void> {
    const table = () => trx<StatusRow>('entity_statuses');
    const before = await table().where({ entity_ref: from }).first();
    if (!before) return;
    const known = await table().where({ entity_ref: to }).first();
    const after = known && known.evaluated_at !== '' ? known : before;
    await table().where({ entity_ref: from }).delete();
    const row: StatusRow = {
      ...after,
      entity_ref: to,
      due_at: now.toISOString(),
      // The board takes only what is higher than the highest that it has seen of the ref.
      sequence: Math.max(before.sequence, known?.sequence ?? 0),
      since:
        before.verdict === after.verdict && before.since < after.since
          ? before.since
          : after.since,
    };
    await table().insert(row).onConflict('entity_ref').merge();
  }

  async remove(trx: Knex.Transaction, entityRef: string): Promise<number> {
    return trx<StatusRow>('entity_statuses')
      .where({ entity_ref: entityRef })
      .delete();
  }
}
