import { SwitchedRelease } from './badReleases';
import { badSlots, Release, Rollout } from './releases';
import { Service } from './services';
import type { World } from './world';

/** A span in which a bad release took production traffic. */
export interface FaultWindow extends Rollout {
  defect: NonNullable<Release['defect']>;
  /** Start of the rollout that brought it. */
  rolledOut: number;
  /** Share of requests that fail on top of the usual ones, 0 to 1. */
  errorShare: number;
  /** Share of requests that become slow, 0 to 1. */
  slowShare: number;
}

/** The bad releases of the calendar in order of time, whether or not they are held back; endless. */
export function* plannedFaults(
  world: World,
  service: Service,
): Generator<FaultWindow> {
  for (const slot of badSlots(world.seed, service)) {
    const { defect, fault, rollouts } = world.release(service, slot);
    if (defect && fault && rollouts.production) {
      yield { ...fault, defect, rolledOut: rollouts.production.started };
    }
  }
}

/** What a bad release that was switched on does. `finished` is Infinity while it is on. */
export function switchedFault({
  fault,
  started,
}: SwitchedRelease): FaultWindow {
  return { ...fault, defect: 'errors', rolledOut: started };
}
