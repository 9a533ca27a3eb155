import { Knex } from 'knex';
import {
  SourceFailure,
  SourceRun,
} from '@opsdeck/backstage-plugin-operations-common';
import { Lease } from './ScopeStore';
import { decodeCursor, toPage } from './pageCursor';
import { RunRow, failureColumns, runOf } from './rows';

export interface RunResult {
  finishedAt: Date;
  outcome: SourceRun['outcome'];
  records: number;
  rejected: number;
  calls: number;
  failure?: SourceFailure;
}

/** The record of every attempt to read a scope. */
export class RunStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Opens a run and closes what an earlier lease of the scope left open as lost:
   * call in the transaction that leases the scope.
   */
  async start(connection: Knex, lease: Lease, now: Date): Promise<void> {
    await connection<RunRow>('source_runs')
      .where({
        source_id: lease.sourceId,
        scope_id: lease.scope.id,
        outcome: 'running',
      })
      .update({ outcome: 'lost', finished_at: now.toISOString() });
    await connection<RunRow>('source_runs').insert({
      id: lease.runId,
      source_id: lease.sourceId,
      scope_id: lease.scope.id,
      lease_number: lease.number,
      started_at: now.toISOString(),
      outcome: 'running',
    });
  }

  /** Closes a run: call in the transaction that gives the scope back. */
  async finish(
    connection: Knex,
    runId: string,
    result: RunResult,
  ): Promise<void> {
    await connection<RunRow>('source_runs')
      .where({ id: runId })
      .update({
        finished_at: result.finishedAt.toISOString(),
        outcome: result.outcome,
        records: result.records,
        rejected: result.rejected,
        calls: result.calls,
        ...failureColumns(result.failure),
      });
  }

  /** The runs with these ids, by id. */
  async byIds(ids: readonly string[]): Promise<Map<string, SourceRun>> {
    const rows = await this.#knex<RunRow>('source_runs').whereIn('id', ids);
    return new Map(rows.map(row => [row.id, runOf(row)]));
  }

  /** Runs of one scope, newest first. */
  async history(
    sourceId: string,
    scopeId: string,
    limit: number,
  ): Promise<SourceRun[]> {
    const rows = await this.#ofScope(sourceId, scopeId).limit(limit);
    return rows.map(runOf);
  }

  /** Runs of one scope by pages, newest first. */
  async page(
    sourceId: string,
    scopeId: string,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<{ items: SourceRun[]; nextCursor: string | null }> {
    const query = this.#ofScope(sourceId, scopeId).limit(limit + 1);
    const after = decodeCursor(cursor, 2);
    if (after) {
      const [startedAt, id] = after;
      query.where(older =>
        older
          .where('started_at', '<', startedAt)
          .orWhere(same =>
            same.where('started_at', startedAt).where('id', '<', id),
          ),
      );
    }
    const page = toPage(await query, limit, row => [row.started_at, row.id]);
    return { ...page, items: page.items.map(runOf) };
  }

  /** Deletes at most `chunk` runs that started before the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    const old = this.#knex<RunRow>('source_runs')
      .where('started_at', '<', before.toISOString())
      .orderBy('started_at')
      .limit(chunk)
      .select('id');
    return this.#knex<RunRow>('source_runs').whereIn('id', old).delete();
  }

  #ofScope(sourceId: string, scopeId: string) {
    return this.#knex<RunRow>('source_runs')
      .where({ source_id: sourceId, scope_id: scopeId })
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
  }
}
