import { isHeld, SwitchedRelease, switchedReleases } from './badReleases';
import { FaultWindow, plannedFaults, switchedFault } from './faults';
import { Service } from './services';
import type { World } from './world';

/** Requests that faults have spoilt since the start of the world. */
export interface Spoilt {
  failed: number;
  slow: number;
}

type Fault = Pick<
  FaultWindow,
  'started' | 'finished' | 'errorShare' | 'slowShare'
>;

/**
 * Running totals of spoilt requests, so that a counter costs a binary search and not a walk through the years.
 * The totals are remembered up to the latest instant asked for and begun anew when a switch was turned.
 */
export class FaultLedger {
  #version = -1;
  #planned: Iterator<FaultWindow> = [][Symbol.iterator]();
  #next: FaultWindow | undefined;
  #windows: FaultWindow[] = [];
  /** Totals at the start of the window of the same index. */
  #totals: Spoilt[] = [];
  #switched: SwitchedRelease[] = [];

  /** @param requestsUntil count of all requests from the start of the world to an instant */
  constructor(
    private readonly world: World,
    private readonly service: Service,
    private readonly requestsUntil: (tMs: number) => number,
  ) {}

  /** Totals at an instant. */
  spoiltUntil(tMs: number): Spoilt {
    this.#catchUp(tMs);
    const spoilt = { failed: 0, slow: 0 };
    const last = this.#lastStartedBy(tMs);
    if (last >= 0) {
      spoilt.failed = this.#totals[last].failed;
      spoilt.slow = this.#totals[last].slow;
      this.#add(spoilt, this.#windows[last], tMs);
    }
    for (const { fault } of this.#switched) {
      this.#add(spoilt, fault, tMs);
    }
    return spoilt;
  }

  /** The faults that are on at an instant. */
  activeAt(tMs: number): FaultWindow[] {
    this.#catchUp(tMs);
    const last = this.#lastStartedBy(tMs);
    const planned = this.#windows.slice(Math.max(0, last), last + 1);
    return [...planned, ...this.#switched.map(switchedFault)].filter(
      ({ started, finished }) => started <= tMs && tMs < finished,
    );
  }

  #add(spoilt: Spoilt, window: Fault, tMs: number): void {
    if (window.started < tMs) {
      const requests =
        this.requestsUntil(Math.min(tMs, window.finished)) -
        this.requestsUntil(window.started);
      spoilt.failed += window.errorShare * requests;
      spoilt.slow += window.slowShare * requests;
    }
  }

  #catchUp(tMs: number): void {
    const { version } = this.world.scenarios;
    if (this.#version !== version) {
      this.#version = version;
      this.#windows = [];
      this.#totals = [];
      this.#planned = plannedFaults(this.world, this.service);
      this.#next = this.#planned.next().value;
      this.#switched = switchedReleases(this.world, this.service);
    }
    while (this.#next && this.#next.started <= tMs) {
      if (!isHeld(this.#switched, this.#next.rolledOut)) {
        this.#append(this.#next);
      }
      this.#next = this.#planned.next().value;
    }
  }

  #append(window: FaultWindow): void {
    const total = { ...(this.#totals.at(-1) ?? { failed: 0, slow: 0 }) };
    const previous = this.#windows.at(-1);
    if (previous) {
      this.#add(total, previous, previous.finished);
    }
    this.#windows.push(window);
    this.#totals.push(total);
  }

  #lastStartedBy(tMs: number): number {
    let low = 0;
    let high = this.#windows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#windows[middle].started <= tMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
