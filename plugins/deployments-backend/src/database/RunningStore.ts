import { RunningVersion } from '@opsdeck/backstage-plugin-deployments-common';
import { Knex } from 'knex';
import { ScopeId } from './LedgerStore';
import {
  Placement,
  PlacementColumns,
  RunningRow,
  StoredRunning,
  UnboundColumns,
  chunksOf,
  lastByKey,
  placementColumns,
  toRunning,
} from './rows';

export interface RunningWrite extends Placement {
  running: RunningVersion;
}

/** What runs where, by the latest reading of each scope. */
export class RunningStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Writes what one page says runs. Answers the entities for which that is news. */
  async save(
    trx: Knex.Transaction,
    scope: ScopeId,
    writes: readonly RunningWrite[],
    now: Date,
  ): Promise<string[]> {
    const touched = new Set<string>();
    const unique = lastByKey(writes, ({ running }) => running.key);
    for (const chunk of chunksOf(unique)) {
      const rows = chunk.map(write => toRow(scope, write, now));
      const before = await trx<RunningRow>('running_versions')
        .where({ source_id: scope.sourceId })
        .whereIn(
          'workload_key',
          rows.map(row => row.workload_key),
        );
      const known = new Map(before.map(row => [row.workload_key, row]));
      for (const row of rows) {
        const last = known.get(row.workload_key);
        if (last && !isNews(last, row)) continue;
        if (last?.entity_ref) touched.add(last.entity_ref);
        if (row.entity_ref) touched.add(row.entity_ref);
      }
      await trx<RunningRow>('running_versions')
        .insert(rows)
        .onConflict(['source_id', 'workload_key'])
        .merge();
    }
    return [...touched];
  }

  /** Marks what a complete reading of a scope did not list; answers whose it was. */
  async retireUnseen(
    trx: Knex.Transaction,
    scope: ScopeId,
    sweepStartedAt: Date,
    now: Date,
  ): Promise<string[]> {
    const unseen = () =>
      trx<RunningRow>('running_versions')
        .where({
          source_id: scope.sourceId,
          scope_id: scope.scopeId,
          gone_at: null,
        })
        .where('seen_at', '<', sweepStartedAt.toISOString());
    const refs = await unseen().whereNotNull('entity_ref').select('entity_ref');
    await unseen().update({ gone_at: now.toISOString() });
    return refs.flatMap(row => row.entity_ref ?? []);
  }

  /** What workloads that no entity claims may be bound by, each once. */
  async unbound(): Promise<UnboundColumns[]> {
    return this.#knex<RunningRow>('running_versions')
      .whereNull('entity_ref')
      .whereNull('gone_at')
      .distinct('binding_keys', 'environment_facts');
  }

  /** Gives workloads that are alike to an entity, unless one has claimed them meanwhile. */
  async bind(
    alike: UnboundColumns,
    entityRef: string,
    bindingNote: string,
  ): Promise<void> {
    await this.#knex<RunningRow>('running_versions')
      .where(alike)
      .whereNull('entity_ref')
      .update({ entity_ref: entityRef, binding_note: bindingNote });
  }

  /** The different places in which something runs, with the environment they count for. */
  async places(): Promise<
    Pick<PlacementColumns, 'environment_facts' | 'environment_id'>[]
  > {
    return this.#knex<RunningRow>('running_versions').distinct(
      'environment_facts',
      'environment_id',
    );
  }

  /** Counts a place for another environment; answers whose it is. */
  async mapPlace(
    environmentFacts: string,
    environmentId: string | null,
  ): Promise<string[]> {
    const there = () =>
      this.#knex<RunningRow>('running_versions').where({
        environment_facts: environmentFacts,
      });
    const refs = await there()
      .whereNotNull('entity_ref')
      .distinct('entity_ref');
    await there().update({ environment_id: environmentId });
    return refs.flatMap(row => row.entity_ref ?? []);
  }

  async countBindings(
    trx: Knex.Transaction,
    scope: ScopeId,
  ): Promise<{ total: number; bound: number }> {
    const [row] = await trx<RunningRow>('running_versions')
      .where({
        source_id: scope.sourceId,
        scope_id: scope.scopeId,
        gone_at: null,
      })
      .count({ total: '*', bound: 'entity_ref' });
    return { total: Number(row.total), bound: Number(row.bound) };
  }

  /** What runs of an entity, and what ran and was removed. */
  async list(entityRef: string): Promise<StoredRunning[]> {
    const rows = await this.#knex<RunningRow>('running_versions')
      .where({ entity_ref: entityRef })
      .orderBy(['source_id', 'workload_key']);
    return rows.map(toRunning);
  }
}

function toRow(
  scope: ScopeId,
  { running, ...placement }: RunningWrite,
  now: Date,
): RunningRow {
  return {
    source_id: scope.sourceId,
    workload_key: running.key,
    scope_id: scope.scopeId,
    ...placementColumns(placement, running),
    record: JSON.stringify(running),
    seen_at: now.toISOString(),
    gone_at: null,
  };
}

function isNews(before: RunningRow, now: RunningRow): boolean {
  return (
    before.record !== now.record ||
    before.entity_ref !== now.entity_ref ||
    before.environment_id !== now.environment_id ||
    before.gone_at !== null
  );
}
