import { NotFoundError } from '@backstage/errors';
import {
  DeploymentChanges,
  DeploymentDetail,
  DeploymentPage,
  DeploymentsOverview,
  EnvironmentFindings,
  environmentMatrix,
  placeName,
  summarize,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  EnvironmentDefinition,
  Freshness,
} from '@opsdeck/backstage-plugin-operations-common';
import { FreshnessReader } from '@opsdeck/backstage-plugin-operations-node';
import { DeploymentStore } from '../database/DeploymentStore';
import { RunningStore } from '../database/RunningStore';
import { StoredDeployment, StoredRunning } from '../database/rows';
import {
  ChangesRequest,
  DeploymentListRequest,
  EntityDeploymentsService,
} from './DeploymentsService';
import {
  AnswerContext,
  toDeployment,
  toEnvironment,
  toReport,
} from './answers';
import { decodeCursor, encodeCursor } from './cursor';

/** Deployments per environment that the matrix is made of: enough to count the versions between two stages. */
const MATRIX_DEPTH = 50;
const MOST_AUTHORS = 200;
const MOST_PLACES = 20;
const MOST_CHANGES = 500;

export interface DefaultDeploymentsServiceOptions {
  deployments: DeploymentStore;
  running: RunningStore;
  freshness: Pick<FreshnessReader, 'lookup'>;
  environments: readonly EnvironmentDefinition[];
  clock?: () => Date;
}

/** Answers from the database; the sources are never asked here. */
export class DefaultDeploymentsService implements EntityDeploymentsService {
  readonly #options: DefaultDeploymentsServiceOptions;
  readonly #clock: () => Date;

  constructor(options: DefaultDeploymentsServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async getOverview(entityRef: string): Promise<DeploymentsOverview> {
    const { deployments, running, environments } = this.#options;
    const now = this.#clock();
    const [context, stored, histories, authors, places, scopes] =
      await Promise.all([
        this.#context(),
        running.list(entityRef),
        Promise.all(
          environments.map(({ id }) =>
            deployments.newest(entityRef, id, MATRIX_DEPTH),
          ),
        ),
        deployments.authors(entityRef, MOST_AUTHORS),
        deployments.unmappedPlaces(entityRef, MOST_PLACES),
        deployments.scopes(entityRef),
      ]);
    const cells = environmentMatrix(
      environments.map((environment, index) =>
        findingsOf(environment, stored, histories[index], context),
      ),
      (sourceId, scopeId) => context.freshness.get(sourceId, scopeId),
      now,
    );
    const present = stored.filter(({ goneAt }) => goneAt === null);
    const unmapped = [
      ...new Set([
        ...places,
        ...present
          .filter(({ environmentId }) => environmentId === null)
          .map(one => placeName(one.running.environmentFacts)),
      ]),
    ];
    const { verdict, headline } = summarize(cells, unmapped, now);
    return {
      entityRef,
      evaluatedAt: now.toISOString(),
      headline,
      verdict,
      environments: cells,
      unmapped,
      authors,
      sources: [
        ...new Set([
          ...[...scopes, ...present].flatMap(
            ({ sourceId, scopeId }) =>
              context.freshness.get(sourceId, scopeId) ?? [],
          ),
          // One of these may be where the deployments are that nobody sees.
          ...(cells.length === 0 ? context.freshness.all().filter(unread) : []),
        ]),
      ],
    };
  }

  async listDeployments(
    entityRef: string,
    { environment, status, author, cursor, limit }: DeploymentListRequest,
  ): Promise<DeploymentPage> {
    const after = decodeCursor(cursor);
    const [context, found] = await Promise.all([
      this.#context(),
      this.#options.deployments.page(
        entityRef,
        { environmentIds: environment, statuses: status, author },
        { limit: limit + 1, after },
      ),
    ]);
    const items = found.slice(0, limit);
    return {
      items: items.map(item => toDeployment(item, context)),
      nextCursor:
        found.length > limit ? encodeCursor(items[items.length - 1]) : null,
    };
  }

  async getDeployment(
    entityRef: string,
    id: string,
  ): Promise<DeploymentDetail> {
    const { deployments } = this.#options;
    const deployment = await deployments.get(entityRef, id);
    if (!deployment) {
      throw new NotFoundError(`${entityRef} has no deployment "${id}"`);
    }
    const [context, previous, reports] = await Promise.all([
      this.#context(),
      deployments.previous(deployment),
      deployments.reports(id),
    ]);
    return {
      deployment: toDeployment(deployment, context),
      previous: previous ? toDeployment(previous, context) : null,
      reports: reports.map(report => toReport(report, context)),
    };
  }

  async listChanges(
    entityRef: string,
    { from, to }: ChangesRequest,
  ): Promise<DeploymentChanges> {
    const [context, found] = await Promise.all([
      this.#context(),
      this.#options.deployments.during(
        entityRef,
        { from: new Date(from), to: new Date(to) },
        MOST_CHANGES + 1,
      ),
    ]);
    return {
      items: found
        .slice(0, MOST_CHANGES)
        .map(item => toDeployment(item, context)),
      truncated: found.length > MOST_CHANGES,
    };
  }

  async #context(): Promise<AnswerContext> {
    const { environments, freshness } = this.#options;
    return { environments, freshness: await freshness.lookup() };
  }
}

function unread({ lastSuccessAt, failure }: Freshness): boolean {
  return lastSuccessAt === null || failure !== null;
}

function findingsOf(
  definition: EnvironmentDefinition,
  stored: readonly StoredRunning[],
  history: readonly StoredDeployment[],
  context: AnswerContext,
): EnvironmentFindings {
  const here = stored
    .filter(({ environmentId }) => environmentId === definition.id)
    .map(one => ({
      ...one,
      freshness: context.freshness.get(one.sourceId, one.scopeId) ?? null,
    }));
  const [removed] = here
    .filter(({ goneAt }) => goneAt !== null)
    .sort((a, b) => (b.goneAt ?? '').localeCompare(a.goneAt ?? ''));
  return {
    environment: toEnvironment(definition),
    running: here.filter(({ goneAt }) => goneAt === null),
    removed: removed?.goneAt
      ? {
          title: removed.running.title,
          at: removed.goneAt,
          freshness: removed.freshness,
        }
      : null,
    deployments: history.map(item => toDeployment(item, context)),
  };
}
