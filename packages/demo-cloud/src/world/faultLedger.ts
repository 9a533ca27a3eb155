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

/** A fault, and what is known of it once and for all. */
interface Entry {
  window: FaultWindow;
  /** Totals at its start and at its end. */
  before: Spoilt;
  after: Spoilt;
  /** All requests until its start. */
  requestsBefore: number;
}

/**
 * Running totals of spoilt requests, so that a counter costs a binary search and not a walk through the years.
 * The totals are remembered up to the latest instant asked for and begun anew when a switch was turned.
 */
export class FaultLedger {
  #version = -1;
  #planned: Iterator<FaultWindow> = [][Symbol.iterator]();
  #next: FaultWindow | undefined;
  #entries: Entry[] = [];
  /** The latest answer: series that share it ask for the same instant one after the other. */
  #latest: { tMs: number; spoilt: Spoilt } | undefined;
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
    if (this.#latest?.tMs !== tMs) {
      this.#latest = { tMs, spoilt: this.#spoiltUntil(tMs) };
    }
    return this.#latest.spoilt;
  }

  #spoiltUntil(tMs: number): Spoilt {
    const last = this.#lastStartedBy(tMs);
    let spoilt: Spoilt = { failed: 0, slow: 0 };
    if (last >= 0) {
      const { window, before, after, requestsBefore } = this.#entries[last];
      spoilt =
        tMs < window.finished
          ? add(before, window, this.requestsUntil(tMs) - requestsBefore)
          : after;
    }
    for (const { fault } of this.#switched) {
      if (fault.started < tMs) {
        spoilt = add(spoilt, fault, this.#requestsOf(fault, tMs));
      }
    }
    return spoilt;
  }

  /** The faults that are on at an instant. */
  activeAt(tMs: number): FaultWindow[] {
    this.#catchUp(tMs);
    const last = this.#lastStartedBy(tMs);
    const planned = this.#entries.slice(Math.max(0, last), last + 1);
    return [
      ...planned.map(({ window }) => window),
      ...this.#switched.map(switchedFault),
    ].filter(({ started, finished }) => started <= tMs && tMs < finished);
  }

  #requestsOf(window: Fault, tMs: number): number {
    return (
      this.requestsUntil(Math.min(tMs, window.finished)) -
      this.requestsUntil(window.started)
    );
  }

  #catchUp(tMs: number): void {
    const { version } = this.world.scenarios;
    if (this.#version !== version) {
      this.#version = version;
      this.#entries = [];
      this.#latest = undefined;
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
    const before = this.#entries.at(-1)?.after ?? { failed: 0, slow: 0 };
    this.#entries.push({
      window,
      before,
      after: add(before, window, this.#requestsOf(window, window.finished)),
      requestsBefore: this.requestsUntil(window.started),
    });
  }

  #lastStartedBy(tMs: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle].window.started <= tMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}

function add({ failed, slow }: Spoilt, fault: Fault, requests: number): Spoilt {
  return {
    failed: failed + fault.errorShare * requests,
    slow: slow + fault.slowShare * requests,
  };
}
