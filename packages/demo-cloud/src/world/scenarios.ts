import { DATABASES } from './databases';
import { SERVICES } from './services';

/** The stand-ins that can be made to fail. */
export const SOURCES = [
  'aws',
  'kubernetes',
  'github',
  'prometheus',
  'alertmanager',
] as const;
export type Source = (typeof SOURCES)[number];

/** Ways in which a stand-in can fail. */
export const FAULT_MODES = [
  'unauthorized',
  'throttled',
  'hang',
  'rubbish',
] as const;
export type FaultMode = (typeof FAULT_MODES)[number];

/** What each switch does, in words for the control page. */
export const SWITCHES = {
  'bad-release': 'A release that fails requests; off rolls it back',
  'failed-backup': 'Every snapshot that is attempted fails',
  'pitr-stopped': 'Point-in-time recovery stands still',
  unauthorized: 'The credential is refused',
  throttled: 'Too many requests',
  hang: 'Connections are accepted and never answered',
  rubbish: 'Answers 200 with a body nobody can read',
} as const;
export type SwitchName = keyof typeof SWITCHES;

/** One turn of a switch: a line of the saved story. */
export interface Toggle {
  switch: SwitchName;
  target: string;
  on: boolean;
  /** When it was turned, milliseconds since the epoch. */
  at: number;
}

/** A span in which a switch was on; `to` is Infinity while it still is. */
export interface Interval {
  from: number;
  to: number;
}

/** The switch does not exist, or not for that target. */
export class UnknownSwitchError extends Error {
  readonly name = 'UnknownSwitchError';
}

/** What a switch can be turned for. */
export function targetsOf(name: SwitchName): readonly string[] {
  switch (name) {
    case 'bad-release':
      return SERVICES.map(service => service.name);
    case 'failed-backup':
      return DATABASES.map(database => database.name);
    case 'pitr-stopped':
      return DATABASES.filter(db => db.backupRetentionPeriod > 0).map(
        database => database.name,
      );
    default:
      return SOURCES;
  }
}

/**
 * Every turn of every switch, oldest first. What is on at an instant follows from the turns up to it,
 * so the world stays a function of (seed, these turns, time).
 */
export class ScenarioLog {
  readonly #toggles: Toggle[];

  constructor(toggles: readonly Toggle[] = []) {
    this.#toggles = [...toggles].sort((a, b) => a.at - b.at);
  }

  /** All turns, oldest first. */
  get toggles(): readonly Toggle[] {
    return this.#toggles;
  }

  /** Grows with every turn: results that were derived from fewer turns are out of date. */
  get version(): number {
    return this.#toggles.length;
  }

  /**
   * Turns a switch; turning it to where it stands changes nothing.
   *
   * @throws UnknownSwitchError when there is no such switch or target.
   */
  turn(name: string, target: string, on: boolean, at: number): void {
    if (!isSwitch(name)) {
      throw new UnknownSwitchError(
        `There is no switch "${name}"; there are ${Object.keys(SWITCHES).join(
          ', ',
        )}`,
      );
    }
    if (!targetsOf(name).includes(target)) {
      throw new UnknownSwitchError(
        `The switch "${name}" has no target "${target}"; it has ${targetsOf(
          name,
        ).join(', ')}`,
      );
    }
    const turns = this.#turnsOf(name, target);
    if (turns.length === 0 || turns[turns.length - 1].on !== on) {
      this.#toggles.push({ switch: name, target, on, at });
      this.#toggles.sort((a, b) => a.at - b.at);
    }
  }

  /** When the switch was first turned in either way; undefined when never. */
  firstTurn(name: SwitchName, target: string): number | undefined {
    return this.#turnsOf(name, target)[0]?.at;
  }

  /** The spans in which the switch was on, oldest first. */
  intervals(name: SwitchName, target: string): Interval[] {
    const intervals: Interval[] = [];
    let from: number | undefined;
    for (const toggle of this.#turnsOf(name, target)) {
      if (toggle.on && from === undefined) {
        from = toggle.at;
      } else if (!toggle.on && from !== undefined) {
        intervals.push({ from, to: toggle.at });
        from = undefined;
      }
    }
    if (from !== undefined) {
      intervals.push({ from, to: Infinity });
    }
    return intervals;
  }

  /** The span around an instant, when the switch was on then. */
  intervalAt(
    name: SwitchName,
    target: string,
    tMs: number,
  ): Interval | undefined {
    return this.intervals(name, target).find(
      interval => interval.from <= tMs && tMs < interval.to,
    );
  }

  /** How a source fails at an instant: the mode that was turned on last. */
  faultOf(source: Source, tMs: number): FaultMode | undefined {
    return FAULT_MODES.flatMap(mode => {
      const interval = this.intervalAt(mode, source, tMs);
      return interval ? [{ mode, from: interval.from }] : [];
    }).sort((a, b) => b.from - a.from)[0]?.mode;
  }

  #turnsOf(name: SwitchName, target: string): Toggle[] {
    return this.#toggles.filter(
      toggle => toggle.switch === name && toggle.target === target,
    );
  }
}

function isSwitch(name: string): name is SwitchName {
  return Object.hasOwn(SWITCHES, name);
}
