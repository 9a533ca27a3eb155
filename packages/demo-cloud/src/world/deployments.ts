import { PlannedDeployment, planOf } from './plan';
import { badSlotsBefore, LONGEST_LEAD, slotAt, slotLength } from './releases';
import { Environment, Service } from './services';
import { HISTORY } from './time';
import type { World } from './world';

/** One deployment attempt as it is known at the instant asked for. Times are milliseconds since the epoch. */
export interface Deployment {
  /** Unique over all services and environments. */
  id: number;
  service: string;
  environment: Environment;
  kind: 'release' | 'rollback';
  /** What it brings; of a rollback, the version that it goes back to. */
  version: string;
  sha: string;
  author: string;
  /** Position in the history of this service and environment. */
  revision: number;
  /** Why it was made, in words. */
  reason: string;
  started: number;
  state: 'running' | 'succeeded' | 'failed';
  /** Share of the instances that run the new version and are ready, 0 to 1. */
  progress: number;
  /** Absent while it runs. */
  finished?: number;
  /** When a later deployment took its place; absent while none has. */
  supersededAt?: number;
}

/** The deployments of a service to an environment that had begun by an instant, oldest first. */
export function deploymentsAt(
  world: World,
  service: Service,
  environment: Environment,
  tMs: number,
): Deployment[] {
  const last = slotAt(service, tMs + LONGEST_LEAD);
  const first = Math.max(0, last - Math.ceil(HISTORY / slotLength(service)));
  const plan = planOf(world, service, environment, { first, last });
  const revisionsBefore = countBefore(world.seed, service, environment, first);
  const deployments = settleRollbacks(
    plan,
    versionBefore(world, service, first),
  )
    .filter(planned => planned.started <= tMs)
    .map(({ failed, bad, finished, ...planned }, index): Deployment => {
      const running = tMs < finished;
      const length = finished - planned.started;
      const share = running ? (tMs - planned.started) / length : 1;
      const outcome = failed ? 'failed' : 'succeeded';
      return {
        ...planned,
        service: service.name,
        environment,
        revision: revisionsBefore + index + 1,
        progress: failed ? 0 : share,
        ...(running ? { state: 'running' } : { state: outcome, finished }),
      };
    });
  return markSuperseded(deployments);
}

/** The deployment that runs or ran last at an instant. */
export function currentDeployment(
  world: World,
  service: Service,
  environment: Environment,
  tMs: number,
): Deployment | undefined {
  return deploymentsAt(world, service, environment, tMs).at(-1);
}

/** A rollback goes back to the last good version before it. */
function settleRollbacks(
  plan: readonly PlannedDeployment[],
  before: Pick<PlannedDeployment, 'version' | 'sha'>,
): PlannedDeployment[] {
  let stable = before;
  return plan.map(planned => {
    if (planned.kind === 'rollback') {
      return { ...planned, version: stable.version, sha: stable.sha };
    }
    stable = planned.bad ? stable : planned;
    return planned;
  });
}

/** The newest good release of the slots before one. */
function versionBefore(world: World, service: Service, slot: number) {
  const last = world.release(service, Math.max(0, slot - 1));
  return last.defect ? world.release(service, slot - 2) : last;
}

/** How many deployments an environment had seen before a slot, switches aside. */
function countBefore(
  seed: string,
  service: Service,
  environment: Environment,
  slot: number,
): number {
  const bad = badSlotsBefore(seed, service, slot);
  switch (environment) {
    case 'production':
      return slot + bad;
    case 'dr':
      return slot - bad;
    default:
      return slot;
  }
}

function markSuperseded(deployments: Deployment[]): Deployment[] {
  let successor: number | undefined;
  return deployments
    .reduceRight<Deployment[]>((marked, deployment) => {
      marked.push(
        successor === undefined
          ? deployment
          : { ...deployment, supersededAt: successor },
      );
      if (deployment.state === 'succeeded') {
        successor = deployment.finished;
      }
      return marked;
    }, [])
    .reverse();
}
