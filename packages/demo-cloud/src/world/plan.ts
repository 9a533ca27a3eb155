import { isHeld, SwitchedRelease, switchedReleases } from './badReleases';
import { Release, Rollout } from './releases';
import { Environment, Service, SERVICES } from './services';
import type { World } from './world';

/** A deployment that the story holds, past or to come. */
export interface PlannedDeployment extends Rollout {
  /** Unique over all services and environments. */
  id: number;
  kind: 'release' | 'rollback';
  /** What it brings; of a rollback, what it takes away. */
  version: string;
  sha: string;
  author: string;
  /** Why it is made, in words. */
  reason: string;
  /** The rollout itself does not get ready. */
  failed: boolean;
  /** The version hurts its users once it runs in production. */
  bad: boolean;
}

const ENVIRONMENTS: readonly Environment[] = [
  'development',
  'staging',
  'production',
  'dr',
];

/** The deployments of some slots to an environment, with those that were switched on, in order of time. */
export function planOf(
  world: World,
  service: Service,
  environment: Environment,
  slots: { first: number; last: number },
): PlannedDeployment[] {
  const switched = switchedReleases(world, service);
  const ids = deploymentIds(service, environment);
  const plan: PlannedDeployment[] = [];
  for (let slot = slots.first; slot <= slots.last; slot++) {
    const release = world.release(service, slot);
    plan.push(...slotPlan(release, environment, switched, ids));
  }
  if (environment === 'production') {
    plan.push(...switched.flatMap(release => switchedPlan(release, ids)));
  }
  return plan.sort((a, b) => a.started - b.started);
}

interface DeploymentIds {
  slot(slot: number): number;
  switched(index: number): number;
}

/** Even ids are releases, the odd one after each is its rollback. */
function deploymentIds(
  service: Service,
  environment: Environment,
): DeploymentIds {
  const base =
    (SERVICES.indexOf(service) + 1) * 100_000_000 +
    ENVIRONMENTS.indexOf(environment) * 10_000_000;
  return {
    slot: slot => base + 2 * slot,
    switched: index => base + 5_000_000 + 2 * index,
  };
}

/** What the calendar of releases brings to an environment, unless production is held. */
function slotPlan(
  release: Release,
  environment: Environment,
  switched: readonly SwitchedRelease[],
  ids: DeploymentIds,
): PlannedDeployment[] {
  const { version, sha, author, defect, rollback, rollouts } = release;
  const rollout = rollouts[environment];
  const inProduction = environment === 'production';
  const gate =
    inProduction || environment === 'dr'
      ? rollouts.production?.started
      : undefined;
  if (!rollout || (gate !== undefined && isHeld(switched, gate))) {
    return [];
  }
  const id = ids.slot(release.slot);
  const plan: PlannedDeployment[] = [
    {
      id,
      kind: 'release',
      version,
      sha,
      author,
      reason: `Release ${version}`,
      failed: inProduction && defect === 'stuck',
      bad: defect !== undefined,
      ...rollout,
    },
  ];
  if (inProduction && rollback && !isHeld(switched, rollback.started)) {
    const why =
      defect === 'stuck' ? 'the rollout is stuck' : 'the budget is burning';
    plan.push({
      id: id + 1,
      kind: 'rollback',
      version,
      sha,
      reason: `Roll back ${version}: ${why}`,
      failed: false,
      bad: false,
      ...rollback,
    });
  }
  return plan;
}

function switchedPlan(
  { version, sha, author, index, rollback, ...rollout }: SwitchedRelease,
  ids: DeploymentIds,
): PlannedDeployment[] {
  const id = ids.switched(index);
  const common = { version, sha, author, failed: false };
  const plan: PlannedDeployment[] = [
    {
      ...common,
      id,
      kind: 'release',
      reason: `Release ${version}`,
      bad: true,
      started: rollout.started,
      finished: rollout.finished,
    },
  ];
  if (rollback) {
    plan.push({
      ...common,
      id: id + 1,
      kind: 'rollback',
      reason: `Roll back ${version}: the budget is burning`,
      bad: false,
      ...rollback,
    });
  }
  return plan;
}
