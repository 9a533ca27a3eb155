import { Deployment, deploymentsAt } from '../world/deployments';
import { tagOf } from '../world/branch';
import { imageOf } from '../world/images';
import { isoSeconds, SECOND } from '../world/time';
import type { World } from '../world/world';
import { environmentsOf, nodeId, Repository, userOf } from './repository';

/** A deployment and the name that GitHub has for its environment. */
interface Reported {
  deployment: Deployment;
  environment: string;
}

/** How a deployment can be looked for. */
export interface DeploymentFilter {
  environment?: string;
  sha?: string;
  ref?: string;
  task?: string;
}

/** The deployments of a repository at an instant, newest first. */
export function listDeployments(
  world: World,
  repository: Repository,
  filter: DeploymentFilter,
  now: number,
): object[] {
  return reported(world, repository, now)
    .map(found => deploymentBody(world, repository, found, now))
    .filter(body =>
      (['environment', 'sha', 'ref', 'task'] as const).every(
        name => filter[name] === undefined || filter[name] === body[name],
      ),
    );
}

/** One deployment; undefined when there is none of that id. */
export function getDeployment(
  world: World,
  repository: Repository,
  id: number,
  now: number,
): object | undefined {
  const found = find(world, repository, id, now);
  return found && deploymentBody(world, repository, found, now);
}

/** The statuses of a deployment, newest first; undefined when there is no such deployment. */
export function listStatuses(
  world: World,
  repository: Repository,
  id: number,
  now: number,
): object[] | undefined {
  const found = find(world, repository, id, now);
  return found && statusBodies(repository, found, now);
}

/** Newest first; rollouts of different environments are told apart by their times, then by id. */
function reported(
  world: World,
  { service }: Repository,
  now: number,
): Reported[] {
  return environmentsOf(service)
    .flatMap(({ name, environment }) =>
      deploymentsAt(world, service, environment, now).map(deployment => ({
        deployment,
        environment: name,
      })),
    )
    .sort(
      (a, b) =>
        b.deployment.started - a.deployment.started ||
        b.deployment.id - a.deployment.id,
    );
}

function find(
  world: World,
  repository: Repository,
  id: number,
  now: number,
): Reported | undefined {
  return reported(world, repository, now).find(
    ({ deployment }) => deployment.id === id,
  );
}

function deploymentBody(
  world: World,
  repository: Repository,
  { deployment, environment }: Reported,
  now: number,
) {
  const { id, sha, version, kind, author, started, reason } = deployment;
  const { service } = repository;
  const url = `${repository.url}/deployments/${id}`;
  return {
    url,
    id,
    node_id: nodeId('Deployment', id),
    sha,
    ref: tagOf(version),
    task: kind === 'rollback' ? 'deploy:rollback' : 'deploy',
    payload: {
      version,
      strategy: service.strategy,
      ...(service.engine === 'kubernetes' && {
        image: imageOf(world.seed, service, version),
      }),
    },
    original_environment: environment,
    environment,
    description: reason,
    creator: userOf(author, repository),
    created_at: isoSeconds(started),
    updated_at: isoSeconds(statesOf(deployment, now)[0].at),
    statuses_url: `${url}/statuses`,
    repository_url: repository.url,
    transient_environment: environment === 'Preview',
    production_environment: environment.toLowerCase() === 'production',
    performed_via_github_app: null,
  };
}

interface State {
  state: 'queued' | 'in_progress' | 'success' | 'failure' | 'inactive';
  at: number;
  description: string;
}

/** The states that a deployment went through, newest first. GitHub puts `inactive` on top of what was superseded. */
function statesOf(
  { started, state, finished, supersededAt }: Deployment,
  now: number,
): State[] {
  const states: State[] = [
    { state: 'queued', at: started, description: 'Waiting for a runner' },
    {
      state: 'in_progress',
      at: started + 4 * SECOND,
      description: 'Rolling out',
    },
  ];
  if (finished !== undefined) {
    states.push(
      state === 'failed'
        ? {
            state: 'failure',
            at: finished,
            description: 'The rollout did not become ready in time',
          }
        : { state: 'success', at: finished, description: 'Rolled out' },
    );
  }
  if (state === 'succeeded' && supersededAt !== undefined) {
    states.push({ state: 'inactive', at: supersededAt, description: '' });
  }
  return states.filter(({ at }) => at <= now).reverse();
}

function statusBodies(
  repository: Repository,
  { deployment, environment }: Reported,
  now: number,
): object[] {
  const { id, author } = deployment;
  const url = `${repository.url}/deployments/${id}`;
  const log = `${repository.html}/actions/runs/${id}`;
  const states = statesOf(deployment, now);
  return states.map(({ state, at, description }, index) => {
    const statusId = 10 * id + states.length - index;
    return {
      url: `${url}/statuses/${statusId}`,
      id: statusId,
      node_id: nodeId('DeploymentStatus', statusId),
      state,
      creator: userOf(author, repository),
      description,
      environment,
      target_url: log,
      created_at: isoSeconds(at),
      updated_at: isoSeconds(at),
      deployment_url: url,
      repository_url: repository.url,
      environment_url: `https://${repository.service.name}.example.com`,
      log_url: log,
      performed_via_github_app: null,
    };
  });
}
