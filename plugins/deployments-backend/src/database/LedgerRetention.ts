import { Knex } from 'knex';
import { DeploymentRow, ReportRow, RunningRow, TransitionRow } from './rows';

/** Deletes what the ledger need not remember any more. */
export class LedgerRetention {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Deletes at most `chunk` deployments that began before the instant, with their
   * reports. The last that came to run in an environment stays however old it is:
   * it may be what runs. Answers how many.
   */
  async pruneDeployments(before: Date, chunk: number): Promise<number> {
    const old = await this.#knex<DeploymentRow>('deployments as old')
      .where('old.started_at', '<', before.toISOString())
      .whereExists(
        this.#knex<DeploymentRow>('deployments as newer')
          .whereRaw('newer.entity_ref = old.entity_ref')
          .whereRaw(
            `coalesce(newer.environment_id, '') = coalesce(old.environment_id, '')`,
          )
          .whereRaw('newer.started_at > old.started_at')
          .whereIn('newer.status', ['succeeded', 'superseded'])
          .select(this.#knex.raw('1')),
      )
      .orderBy('old.started_at')
      .limit(chunk)
      .select('old.id');
    if (old.length === 0) return 0;
    const ids = old.map(({ id }) => id);
    await this.#knex.transaction(async trx => {
      await deleteReports(trx, query => query.whereIn('deployment_id', ids));
      await trx<DeploymentRow>('deployments').whereIn('id', ids).delete();
    });
    return ids.length;
  }

  /** Deletes at most `chunk` reports that began before the instant and that no entity claims. */
  async pruneUnbound(before: Date, chunk: number): Promise<number> {
    const keys = await this.#knex<ReportRow>('deployment_reports')
      .whereNull('deployment_id')
      .where('started_at', '<', before.toISOString())
      .orderBy('started_at')
      .limit(chunk)
      .select('source_id', 'report_key');
    if (keys.length === 0) return 0;
    await this.#knex.transaction(trx =>
      deleteReports(trx, query =>
        query.whereIn(
          ['source_id', 'report_key'],
          keys.map(row => [row.source_id, row.report_key]),
        ),
      ),
    );
    return keys.length;
  }

  /**
   * Deletes at most `chunk` workloads that were removed before the instant. The
   * last of an entity in an environment stays: it is why nothing runs there.
   * Answers how many.
   */
  async pruneRunning(before: Date, chunk: number): Promise<number> {
    const old = await this.#knex<RunningRow>('running_versions as old')
      .where('old.gone_at', '<', before.toISOString())
      .where(replaced =>
        replaced
          .whereNull('old.entity_ref')
          .orWhereExists(
            this.#knex<RunningRow>('running_versions as newer')
              .whereRaw('newer.entity_ref = old.entity_ref')
              .whereRaw(
                `coalesce(newer.environment_id, '') = coalesce(old.environment_id, '')`,
              )
              .whereRaw(
                '(newer.gone_at is null or newer.gone_at > old.gone_at)',
              )
              .select(this.#knex.raw('1')),
          ),
      )
      .orderBy('old.gone_at')
      .limit(chunk)
      .select('old.source_id', 'old.workload_key');
    if (old.length === 0) return 0;
    return this.#knex<RunningRow>('running_versions')
      .whereIn(
        ['source_id', 'workload_key'],
        old.map(row => [row.source_id, row.workload_key]),
      )
      .delete();
  }

  /**
   * Forgets workloads that no reading has confirmed since the instant: their
   * scope is no longer configured, or could not be read for long. Answers how many.
   */
  async forgetUnread(seenBefore: Date): Promise<number> {
    return this.#knex<RunningRow>('running_versions')
      .whereNull('gone_at')
      .where('seen_at', '<', seenBefore.toISOString())
      .delete();
  }
}

async function deleteReports(
  trx: Knex.Transaction,
  filter: (query: Knex.QueryBuilder<ReportRow>) => void,
): Promise<void> {
  const key = ['source_id', 'report_key'];
  await trx<TransitionRow>('deployment_transitions')
    .whereIn(
      key,
      trx<ReportRow>('deployment_reports')
        .where(filter)
        .select(...key),
    )
    .delete();
  await trx<ReportRow>('deployment_reports').where(filter).delete();
}
