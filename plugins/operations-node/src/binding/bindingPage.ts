import { Knex } from 'knex';
import { BindingFilter, BindingPosition } from './createBindingsRouter';

/**
 * Narrows a query over a table of bound records, with the columns `source_id`,
 * `scope_id` and `entity_ref`, to those that a reader of bindings is asked for.
 */
export function narrowBindings<TRecord extends {}, TResult>(
  query: Knex.QueryBuilder<TRecord, TResult>,
  { entityRef, sourceId, scopeId, state }: BindingFilter,
): Knex.QueryBuilder<TRecord, TResult> {
  if (entityRef) query.where('entity_ref', entityRef);
  if (sourceId) query.where('source_id', sourceId);
  if (scopeId) query.where('scope_id', scopeId);
  if (state === 'bound') query.whereNotNull('entity_ref');
  if (state === 'unbound') query.whereNull('entity_ref');
  return query;
}

/**
 * One page of such a query, in order of source and key.
 *
 * @param keyColumn - holds the key of {@link BindingPosition}
 */
export function pageBindings<TRecord extends {}, TResult>(
  query: Knex.QueryBuilder<TRecord, TResult>,
  keyColumn: string,
  { after, limit }: { after?: BindingPosition; limit: number },
): Knex.QueryBuilder<TRecord, TResult> {
  if (after) {
    query.whereRaw('(source_id, ??) > (?, ?)', [
      keyColumn,
      after.sourceId,
      after.key,
    ]);
  }
  return query.orderBy(['source_id', keyColumn]).limit(limit);
}
