import { Knex } from 'knex';

/**
 * The rows that one store keeps of entities. Every store of a backend whose
 * rows name an entity registers one, or its history is lost by a rename.
 */
export interface EntityRows {
  /** Every ref that has rows, each once. */
  refs(): Promise<string[]>;
  /**
   * Gives everything of one ref to another. Where both have a row of the same
   * natural key, none of the history may be lost; what merely says how things
   * stand now is the new ref's.
   */
  rename(
    trx: Knex.Transaction,
    from: string,
    to: string,
    now: Date,
  ): Promise<void>;
  /**
   * Deletes a part of what there is of a ref, with all that hangs on it;
   * answers how many rows. Called until nothing is left.
   */
  remove(trx: Knex.Transaction, entityRef: string): Promise<number>;
}

/** Every ref of which a backend has rows, each once. */
export async function allRefs(rows: readonly EntityRows[]): Promise<string[]> {
  const refs = await Promise.all(rows.map(each => each.refs()));
  return [...new Set(refs.flat())].sort();
}

/** Rows that go in one transaction. */
export const REMOVE_CHUNK = 500;

/**
 * The different refs of a table, by hopping along an index that begins with the
 * column: as many look-ups as there are refs, however many rows.
 */
export async function distinctRefs(
  knex: Knex,
  table: string,
  column = 'entity_ref',
): Promise<string[]> {
  const names = { table, column };
  const rows: { ref: string }[] = await knex
    .withRecursive('refs', ['ref'], hops =>
      hops
        .select(knex.raw('min(:column:)', names))
        .from(table)
        .unionAll(next =>
          next
            .select(
              knex.raw(
                '(select min(:column:) from :table: where :column: > refs.ref)',
                names,
              ),
            )
            .from('refs')
            .whereNotNull('refs.ref'),
        ),
    )
    .from('refs')
    .whereNotNull('ref')
    .select('ref');
  return rows.map(({ ref }) => ref);
}

/** Deletes at most a chunk of the rows of a ref; answers how many. */
export async function removeRows(
  trx: Knex.Transaction,
  table: string,
  key: readonly string[],
  entityRef: string,
): Promise<number> {
  return trx(table)
    .whereIn(
      [...key],
      trx(table)
        .where({ entity_ref: entityRef })
        .limit(REMOVE_CHUNK)
        .select(...key),
    )
    .delete();
}
