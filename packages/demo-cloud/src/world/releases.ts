import {
  draw,
  drawBetween,
  drawHex,
  drawInteger,
  drawOne,
  KeyPart,
} from './random';
import { Environment, Service } from './services';
import { DAY, FOUNDED, HOUR, MINUTE, wholeSeconds } from './time';

/** How a bad release hurts: failing requests, slow answers, or a rollout that never gets ready. */
export type Defect = 'errors' | 'latency' | 'stuck';

/** When a release was rolled out to one environment, milliseconds since the epoch. */
export interface Rollout {
  started: number;
  finished: number;
}

/** One release of a service, the one of its slot. */
export interface Release {
  service: string;
  slot: number;
  version: string;
  /** The commit it was built from. */
  sha: string;
  author: string;
  rollouts: Partial<Record<Environment, Rollout>>;
  /** Set when the release is bad. */
  defect?: Defect;
  /** How production was brought back; set when the release is bad. */
  rollback?: Rollout & { author: string };
  /** While the bad release took traffic: share of requests that failed, or that became slow. */
  fault?: Rollout & { errorShare: number; slowShare: number };
}

/** Exactly one release in each group of this many is bad. */
const GROUP = 12;

/** Kubernetes calls a rollout stuck after this long without progress (progressDeadlineSeconds 300). */
export const PROGRESS_DEADLINE = 5 * MINUTE;

/** No release reaches its first environment earlier than this before production. */
export const LONGEST_LEAD = 4 * DAY;

/** Length of the slots of a service, in milliseconds. */
export function slotLength(service: Service): number {
  return service.slotHours * HOUR;
}

/** The slot that an instant falls into; slots before the company opened are negative. */
export function slotAt(service: Service, tMs: number): number {
  return Math.floor((tMs - FOUNDED) / slotLength(service));
}

/** The slot of the one bad release of a group: never near the group's ends, so two are never neighbours. */
function badSlot(seed: string, service: Service, group: number): number {
  return group * GROUP + drawInteger(2, 9, seed, service.name, 'bad', group);
}

/** The slots of all bad releases, in order; endless. */
export function* badSlots(seed: string, service: Service): Generator<number> {
  for (let group = 0; ; group++) {
    yield badSlot(seed, service, group);
  }
}

/** How many of the slots before this one had a bad release. */
export function badSlotsBefore(
  seed: string,
  service: Service,
  slot: number,
): number {
  const group = Math.floor(slot / GROUP);
  return group + (badSlot(seed, service, group) < slot ? 1 : 0);
}

/** Semantic version of a slot's release: patches of one minor, then the next, 400 releases to a major. */
export function versionOf(slot: number): string {
  return [
    1 + Math.floor(slot / 400),
    Math.floor((slot % 400) / 4),
    slot % 4,
  ].join('.');
}

/** Number of commits that a slot's release brings. */
export function commitCount(
  seed: string,
  service: Service,
  slot: number,
): number {
  return drawInteger(1, 7, seed, service.name, 'commits', slot);
}

/** Hash of the `index`-th commit of a slot; the last one is what is released. */
export function shaOf(
  seed: string,
  service: Service,
  slot: number,
  index: number,
): string {
  return drawHex(40, seed, service.name, 'commit', slot, index);
}

/** The release of a slot: the same for the same seed, whenever it is asked for. */
export function releaseOf(
  seed: string,
  service: Service,
  slot: number,
): Release {
  const bad = badSlot(seed, service, Math.floor(slot / GROUP)) === slot;
  const defect = bad ? drawDefect(seed, service.name, slot) : undefined;
  const release: Release = {
    service: service.name,
    slot,
    version: versionOf(slot),
    sha: shaOf(seed, service, slot, commitCount(seed, service, slot) - 1),
    author: drawOne(service.authors, seed, service.name, slot, 'author'),
    rollouts: rolloutsOf(seed, service, slot, defect),
  };
  const { production } = release.rollouts;
  return defect && production
    ? {
        ...release,
        defect,
        ...aftermath(seed, service, release, defect, production),
      }
    : release;
}

function drawDefect(...key: KeyPart[]): Defect {
  const chance = draw(...key, 'defect');
  if (chance < 0.6) {
    return 'errors';
  }
  return chance < 0.85 ? 'latency' : 'stuck';
}

/** Development first, staging hours later, production hours after that, the DR site last and only good releases. */
function rolloutsOf(
  seed: string,
  service: Service,
  slot: number,
  defect: Defect | undefined,
): Release['rollouts'] {
  const between = (from: number, to: number, what: string) =>
    wholeSeconds(drawBetween(from, to, seed, service.name, slot, what));
  const lasting = (
    started: number,
    from: number,
    to: number,
    environment: Environment,
  ): Rollout => ({
    started,
    finished: started + between(from, to, `${environment} duration`),
  });

  const length = slotLength(service);
  const start = FOUNDED + slot * length;
  const production = lasting(
    start + between(0.45 * length, 0.9 * length, 'production'),
    4 * MINUTE,
    9 * MINUTE,
    'production',
  );
  if (defect === 'stuck') {
    production.finished = production.started + PROGRESS_DEADLINE;
  }
  const { soak } = service;
  const staging = lasting(
    production.started - between(...hours(soak.staging), 'staging'),
    2 * MINUTE,
    4 * MINUTE,
    'staging',
  );
  const development = lasting(
    staging.started - between(...hours(soak.development), 'development'),
    MINUTE,
    2 * MINUTE,
    'development',
  );
  const dr = lasting(
    production.finished + between(HOUR, 3 * HOUR, 'dr'),
    3 * MINUTE,
    6 * MINUTE,
    'dr',
  );
  const all = { development, staging, production, dr };
  return Object.fromEntries(
    service.environments
      .filter(environment => environment !== 'dr' || !defect)
      .map(environment => [environment, all[environment]]),
  );
}

function hours([least, most]: readonly [number, number]): [number, number] {
  return [least * HOUR, most * HOUR];
}

/** Errors rise minutes after the rollout begins and last until production is rolled back. */
function aftermath(
  seed: string,
  service: Service,
  release: Release,
  defect: Defect,
  production: Rollout,
): Pick<Release, 'rollback' | 'fault'> {
  const between = (from: number, to: number, what: string) =>
    drawBetween(from, to, seed, service.name, release.slot, what);
  const started =
    production.finished +
    wholeSeconds(between(10 * MINUTE, 25 * MINUTE, 'rollback'));
  const finished =
    started + wholeSeconds(between(MINUTE, 3 * MINUTE, 'rollback duration'));
  const shares = {
    errors: {
      errorShare: between(0.2, 0.5, 'error share'),
      slowShare: between(0.05, 0.2, 'slow share'),
    },
    latency: {
      errorShare: between(0.01, 0.03, 'error share'),
      slowShare: between(0.3, 0.5, 'slow share'),
    },
    stuck: {
      errorShare: between(0.06, 0.12, 'error share'),
      slowShare: between(0.05, 0.1, 'slow share'),
    },
  };
  return {
    rollback: {
      started,
      finished,
      author: drawOne(
        service.authors,
        seed,
        service.name,
        release.slot,
        'rollback author',
      ),
    },
    fault: {
      started:
        production.started + wholeSeconds(between(MINUTE, 2 * MINUTE, 'fault')),
      finished,
      ...shares[defect],
    },
  };
}
