import {
  EntityRows,
  REMOVE_CHUNK,
  distinctRefs,
  removeRows,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { lockEntities, regroup } from './grouping';
import { ReportRow, chunksOf } from './rows';

/** The ledger and what runs, for entities that are renamed or leave the catalog. */
export class DeploymentRows implements EntityRows {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async refs(): Promise<string[]> {
    const tables = ['deployments', 'deployment_reports', 'running_versions'];
    const refs = await Promise.all(
      tables.map(table => distinctRefs(this.#knex, table)),
    );
    return refs.flat();
  }

  /**
   * Deployments keep their ids. Where both refs have deployments of the same
   * time, two that are one by the reports of different sources become one.
   */
  async rename(
    trx: Knex.Transaction,
    from: string,
    to: string,
    now: Date,
  ): Promise<void> {
    await lockEntities(trx, [from, to], now);
    const before = await timeOf(trx, from);
    const after = await timeOf(trx, to);
    for (const table of [
      'deployments',
      'deployment_reports',
      'running_versions',
    ]) {
      await trx(table).where({ entity_ref: from }).update({ entity_ref: to });
    }
    if (before && after) {
      await regroup(trx, to, {
        first: before.first > after.first ? before.first : after.first,
        last: before.last < after.last ? before.last : after.last,
      });
    }
    await trx('ledger_entities').where({ entity_ref: from }).delete();
  }

  async remove(trx: Knex.Transaction, entityRef: string): Promise<number> {
    const reports = await trx<ReportRow>('deployment_reports')
      .where({ entity_ref: entityRef })
      .limit(REMOVE_CHUNK)
      .select('source_id', 'report_key');
    for (const chunk of chunksOf(reports)) {
      const keys = chunk.map(row => [row.source_id, row.report_key]);
      for (const table of ['deployment_transitions', 'deployment_reports']) {
        await trx(table).whereIn(['source_id', 'report_key'], keys).delete();
      }
    }
    const removed =
      reports.length +
      (await removeRows(
        trx,
        'running_versions',
        ['source_id', 'workload_key'],
        entityRef,
      ));
    if (removed > 0) return removed;
    await trx('ledger_entities').where({ entity_ref: entityRef }).delete();
    return removeRows(trx, 'deployments', ['id'], entityRef);
  }
}

/** Between which instants reports of an entity began; undefined without any. */
async function timeOf(
  trx: Knex.Transaction,
  entityRef: string,
): Promise<{ first: string; last: string } | undefined> {
  const table = () =>
    trx<ReportRow>('deployment_reports')
      .where({ entity_ref: entityRef })
      .select('started_at');
  const [first, last] = await Promise.all([
    table().orderBy('started_at').first(),
    table().orderBy('started_at', 'desc').first(),
  ]);
  return first && last && { first: first.started_at, last: last.started_at };
}
