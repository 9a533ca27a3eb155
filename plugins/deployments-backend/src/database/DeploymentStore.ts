import { Deployment } from '@opsdeck/backstage-plugin-deployments-common';
import { Knex } from 'knex';
import { ScopeId } from './LedgerStore';
import {
  DeploymentRow,
  ReportRow,
  StoredDeployment,
  StoredReport,
  TransitionRow,
  toChange,
  toDeployment,
} from './rows';

export interface DeploymentCursor {
  startedAt: string;
  id: string;
}

export interface DeploymentFilter {
  environmentIds?: readonly string[];
  statuses?: readonly Deployment['status'][];
  author?: string;
}

/** The deployments of entities, merged over their sources, for reading. */
export class DeploymentStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** A page of an entity's deployments, newest first. */
  async page(
    entityRef: string,
    filter: DeploymentFilter,
    options: { limit: number; after?: DeploymentCursor },
  ): Promise<StoredDeployment[]> {
    const query = newestFirst(this.#of(entityRef)).limit(options.limit);
    if (filter.environmentIds) {
      query.whereIn('environment_id', filter.environmentIds);
    }
    if (filter.statuses) query.whereIn('status', filter.statuses);
    if (filter.author) query.where({ author: filter.author });
    const { after } = options;
    if (after) {
      query.where(older =>
        older
          .where('started_at', '<', after.startedAt)
          .orWhere(sameTime =>
            sameTime
              .where('started_at', after.startedAt)
              .where('id', '<', after.id),
          ),
      );
    }
    return (await query).map(toDeployment);
  }

  /** The newest deployments of an entity to one environment. */
  async newest(
    entityRef: string,
    environmentId: string,
    limit: number,
  ): Promise<StoredDeployment[]> {
    const rows = await newestFirst(this.#of(entityRef))
      .where({ environment_id: environmentId })
      .limit(limit);
    return rows.map(toDeployment);
  }

  async get(
    entityRef: string,
    id: string,
  ): Promise<StoredDeployment | undefined> {
    const row = await this.#of(entityRef).where({ id }).first();
    return row && toDeployment(row);
  }

  /** What was deployed to the same environment before: the newest earlier one that came to run. */
  async previous(
    deployment: StoredDeployment,
  ): Promise<StoredDeployment | undefined> {
    if (deployment.environmentId === null) return undefined;
    const row = await newestFirst(this.#of(deployment.entityRef))
      .where({ environment_id: deployment.environmentId })
      .whereIn('status', ['succeeded', 'superseded'])
      .where('started_at', '<', deployment.startedAt)
      .first();
    return row && toDeployment(row);
  }

  /** Deployments that were under way at some time of the range, newest first. */
  async during(
    entityRef: string,
    range: { from: Date; to: Date },
    limit: number,
  ): Promise<StoredDeployment[]> {
    const from = range.from.toISOString();
    const rows = await newestFirst(this.#of(entityRef))
      .where('started_at', '<=', range.to.toISOString())
      .where(within =>
        within
          .where('started_at', '>=', from)
          .orWhere('finished_at', '>=', from),
      )
      .limit(limit);
    return rows.map(toDeployment);
  }

  /** What each source says of a deployment. */
  async reports(id: string): Promise<StoredReport[]> {
    const rows = await this.#knex<ReportRow>('deployment_reports')
      .where({ deployment_id: id })
      .orderBy(['started_at', 'source_id', 'report_key']);
    return Promise.all(
      rows.map(async row => {
        const changes = await this.#knex<TransitionRow>(
          'deployment_transitions',
        )
          .where({ source_id: row.source_id, report_key: row.report_key })
          .orderBy('at');
        return {
          sourceId: row.source_id,
          scopeId: row.scope_id,
          attempt: JSON.parse(row.attempt),
          history: changes.map(toChange),
        };
      }),
    );
  }

  /** Everybody who deployed an entity, by name. */
  async authors(entityRef: string, limit: number): Promise<string[]> {
    const rows = await this.#of(entityRef)
      .whereNotNull('author')
      .distinct('author')
      .orderBy('author')
      .limit(limit);
    return rows.flatMap(({ author }) => author ?? []);
  }

  /** Places that an entity was deployed to and that no environment rule fits. */
  async unmappedPlaces(entityRef: string, limit: number): Promise<string[]> {
    const rows = await this.#of(entityRef)
      .whereNull('environment_id')
      .distinct('place')
      .orderBy('place')
      .limit(limit);
    return rows.map(({ place }) => place);
  }

  /** Every scope that reported a deployment of the entity. */
  async scopes(entityRef: string): Promise<ScopeId[]> {
    const rows = await this.#knex<ReportRow>('deployment_reports')
      .where({ entity_ref: entityRef })
      .distinct('source_id', 'scope_id');
    return rows.map(row => ({
      sourceId: row.source_id,
      scopeId: row.scope_id,
    }));
  }

  #of(entityRef: string) {
    return this.#knex<DeploymentRow>('deployments').where({
      entity_ref: entityRef,
    });
  }
}

function newestFirst<T extends Knex.QueryBuilder>(query: T): T {
  query.orderBy([
    { column: 'started_at', order: 'desc' },
    { column: 'id', order: 'desc' },
  ]);
  return query;
}
