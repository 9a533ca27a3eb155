import { AppsV1Api, Observable, V1Deployment } from '@kubernetes/client-node';
import {
  DeploymentRecord,
  deploymentRecordSchema,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  ReadContext,
  RejectedRecord,
  Source,
  SourcePage,
  SourceScope,
  requestSignal,
} from '@opsdeck/backstage-plugin-operations-node';
import { CLUSTER_ROLE } from '../api/clusterRole';
import { createAppsApi } from '../api/createAppsApi';
import { listAll } from '../api/listAll';
import { KubernetesConfig } from '../config/readKubernetesConfig';
import { MapOptions, mapWorkload } from './mapWorkload';
import {
  RevisionObject,
  WorkloadObject,
  toRevision,
  toWorkload,
} from './objects';
import { fromPayload, toPayload } from './workloadPayload';

const LIST_DEPLOYMENTS = 'list deployments.apps';
const LIST_REPLICA_SETS = 'list replicasets.apps';

/** Workloads whose records are written in one transaction. */
const WORKLOADS_PER_PAGE = 50;

/** Deployments and their ReplicaSets, one reading per cluster. */
export class KubernetesDeploymentSource implements Source<DeploymentRecord> {
  readonly id = 'kubernetes-deployments';
  readonly title = 'Kubernetes';
  readonly provider = 'kubernetes';
  readonly timeout = 'PT3M';
  readonly reading = 'complete';
  readonly recordSchema = deploymentRecordSchema;
  readonly requiredPermissions = [LIST_DEPLOYMENTS, LIST_REPLICA_SETS];
  readonly policies = [CLUSTER_ROLE];
  readonly cadence: string;
  readonly #config: KubernetesConfig;

  constructor(config: KubernetesConfig) {
    this.#config = config;
    this.cadence = config.deployments.cadence;
  }

  async scopes(): Promise<SourceScope[]> {
    return this.#config.clusters.map(({ name, title }) => ({
      id: name,
      title,
      attributes: { cluster: name },
    }));
  }

  async *read(
    scope: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<DeploymentRecord>> {
    const { cluster: name } = scope.attributes;
    const cluster = this.#config.clusters.find(one => one.name === name);
    if (!cluster) throw new Error(`Cluster ${name} is not configured`);
    const api = createAppsApi(cluster);
    const { workloads, rejected } = await listWorkloads(api, context);
    const revisions = await listRevisions(api, context);
    const options = this.#mapOptions(name);
    for (let i = 0; i === 0 || i < workloads.length; i += WORKLOADS_PER_PAGE) {
      yield {
        records: workloads
          .slice(i, i + WORKLOADS_PER_PAGE)
          .flatMap(workload =>
            mapWorkload(workload, revisions.get(workload.uid) ?? [], options),
          ),
        rejected:
          i === 0 ? rejected.map(one => withRevisions(one, revisions)) : [],
      };
    }
  }

  normalise(payload: unknown, scope: SourceScope): DeploymentRecord[] {
    const { deployment, replicaSets } = fromPayload(payload);
    return mapWorkload(
      toWorkload(deployment),
      replicaSets,
      this.#mapOptions(scope.attributes.cluster),
    );
  }

  #mapOptions(cluster: string): MapOptions {
    return { cluster, authorPattern: this.#config.deployments.authorPattern };
  }
}

/** A Deployment that could not be understood. */
interface OddWorkload {
  object: V1Deployment;
  reason: string;
}

async function listWorkloads(api: AppsV1Api, context: ReadContext) {
  const rejected: OddWorkload[] = [];
  const workloads = await listAll(
    query => api.listDeploymentForAllNamespaces(query, observed(context)),
    (object): WorkloadObject[] => {
      try {
        return [toWorkload(object)];
      } catch (error) {
        rejected.push({
          object,
          reason: error instanceof Error ? error.message : String(error),
        });
        return [];
      }
    },
    { permission: LIST_DEPLOYMENTS, now: context.now },
  );
  return { workloads, rejected };
}

/** What a dead letter keeps: also the ReplicaSets, without which there is no history. */
function withRevisions(
  { object, reason }: OddWorkload,
  revisions: ReadonlyMap<string, RevisionObject[]>,
): RejectedRecord {
  const replicaSets = revisions.get(object.metadata?.uid ?? '') ?? [];
  return { payload: toPayload(object, replicaSets), reason };
}

/** ReplicaSets by the uid of the Deployment that controls them. */
async function listRevisions(
  api: AppsV1Api,
  context: ReadContext,
): Promise<Map<string, RevisionObject[]>> {
  const all = await listAll(
    query => api.listReplicaSetForAllNamespaces(query, observed(context)),
    (object): RevisionObject[] => {
      const revision = toRevision(object);
      return revision ? [revision] : [];
    },
    { permission: LIST_REPLICA_SETS, now: context.now },
  );
  const byOwner = new Map<string, RevisionObject[]>();
  for (const revision of all) {
    const siblings = byOwner.get(revision.owner);
    if (siblings) siblings.push(revision);
    else byOwner.set(revision.owner, [revision]);
  }
  return byOwner;
}

type RequestOptions = NonNullable<
  Parameters<AppsV1Api['listDeploymentForAllNamespaces']>[1]
>;

/** Counts each request and ends it with the run. */
function observed({ signal, countCall }: ReadContext): RequestOptions {
  return {
    middlewareMergeStrategy: 'append',
    middleware: [
      {
        pre: request => {
          return new Observable(
            Promise.resolve(countCall()).then(() => {
              request.setSignal(requestSignal(signal));
              return request;
            }),
          );
        },
        post: now,
      },
    ],
  };
}

/** The client's middleware speaks of observables. */
function now<T>(value: T): Observable<T> {
  return new Observable(Promise.resolve(value));
}
