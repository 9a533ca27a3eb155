import { drawHex } from './random';
import { Rollout, slotAt } from './releases';
import { Service } from './services';
import { SECOND } from './time';
import type { World } from './world';

/** A bad release that somebody switched on. */
export interface SwitchedRelease extends Rollout {
  /** When the switch was turned on. */
  switchedOn: number;
  /** How many were switched on for this service before it. */
  index: number;
  version: string;
  sha: string;
  author: string;
  /** Set when it was switched off. */
  rollback?: Rollout;
  /** When it fails requests; `finished` is Infinity while it is on. */
  fault: Rollout & { errorShare: number; slowShare: number };
}

/** The bad releases that were switched on for a service, oldest first. */
export function switchedReleases(
  world: World,
  service: Service,
): SwitchedRelease[] {
  return world.scenarios
    .intervals('bad-release', service.name)
    .map(({ from, to }, index) => {
      const started = from + 5 * SECOND;
      const finished = started + 60 * SECOND;
      const undo = Math.max(to, finished + 5 * SECOND);
      const rollback =
        to === Infinity
          ? undefined
          : { started: undo, finished: undo + 90 * SECOND };
      return {
        switchedOn: from,
        index,
        version: urgentVersion(world, service, from, index),
        sha: drawHex(40, world.seed, service.name, 'switched', index),
        author: service.authors[0],
        started,
        finished,
        rollback,
        fault: {
          started: started + 20 * SECOND,
          finished: rollback?.finished ?? Infinity,
          errorShare: 0.4,
          slowShare: 0.3,
        },
      };
    });
}

/**
 * Whether a production rollout that was planned for an instant does not happen, because a bad release is switched on:
 * nobody promotes anything until that is over.
 */
export function isHeld(
  switched: readonly SwitchedRelease[],
  tMs: number,
): boolean {
  return switched.some(
    release => release.started <= tMs && tMs < release.fault.finished,
  );
}

/** A patch of the newest minor version, above all patches that slots give out. */
function urgentVersion(
  world: World,
  service: Service,
  tMs: number,
  index: number,
): string {
  const { version } = world.release(service, slotAt(service, tMs));
  const [major, minor] = version.split('.');
  return `${major}.${minor}.${10 + index}`;
}
