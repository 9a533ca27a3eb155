import { randomUUID } from 'node:crypto';
import { compileMatchers, Matcher, sameMatcher } from './matcher';

/** A silence: alerts that match notify nobody between two instants (ms since the epoch). */
export interface Silence {
  id: string;
  matchers: Matcher[];
  startsAtMs: number;
  endsAtMs: number;
  updatedAtMs: number;
  createdBy: string;
  comment: string;
}

export type SilenceState = 'active' | 'pending' | 'expired';

/** The silence that is to be changed or ended does not exist. */
export class SilenceNotFoundError extends Error {
  constructor() {
    super('silence not found');
  }
}

/** The state of a silence at an instant. */
export function silenceState(silence: Silence, nowMs: number): SilenceState {
  if (nowMs < silence.startsAtMs) {
    return 'pending';
  }
  return nowMs < silence.endsAtMs ? 'active' : 'expired';
}

const STATE_ORDER: Record<SilenceState, number> = {
  active: 1,
  pending: 2,
  expired: 3,
};

/** The silences by id, with Alertmanager's rules for changing them. */
export class Silences {
  private readonly silences = new Map<string, Silence>();

  constructor(initial: readonly Silence[] = []) {
    initial.forEach(silence => this.silences.set(silence.id, silence));
  }

  /** Active ones first (next to end first), then pending (next to start first), then expired (latest first). */
  list(nowMs: number): Silence[] {
    const key = (silence: Silence): [number, number] => {
      const state = silenceState(silence, nowMs);
      const within = {
        active: silence.endsAtMs,
        pending: silence.startsAtMs,
        expired: -silence.endsAtMs,
      };
      return [STATE_ORDER[state], within[state]];
    };
    return [...this.silences.values()].sort((a, b) => {
      const [[stateA, timeA], [stateB, timeB]] = [key(a), key(b)];
      return stateA - stateB || timeA - timeB;
    });
  }

  get(id: string): Silence | undefined {
    return this.silences.get(id);
  }

  /**
   * Creates a silence (no id), or changes one. A change that Alertmanager cannot make in place, such as of the matchers,
   * ends the old silence and makes a new one with another id. Answers the id.
   */
  set(
    wanted: Omit<Silence, 'id' | 'updatedAtMs'> & { id?: string },
    nowMs: number,
  ): string {
    const known = wanted.id ? this.silences.get(wanted.id) : undefined;
    if (wanted.id && !known) {
      throw new SilenceNotFoundError();
    }
    if (known && canUpdate(known, wanted, nowMs)) {
      return this.store({ ...wanted, id: known.id }, nowMs);
    }
    if (known && silenceState(known, nowMs) !== 'expired') {
      this.expire(known.id, nowMs);
    }
    const startsAtMs = Math.max(wanted.startsAtMs, nowMs);
    return this.store({ ...wanted, startsAtMs, id: randomUUID() }, nowMs);
  }

  /** Ends a silence now; one that has not begun never will. */
  expire(id: string, nowMs: number): void {
    const silence = this.silences.get(id);
    if (!silence) {
      throw new SilenceNotFoundError();
    }
    const state = silenceState(silence, nowMs);
    if (state === 'expired') {
      return;
    }
    const startsAtMs = state === 'pending' ? nowMs : silence.startsAtMs;
    this.store({ ...silence, startsAtMs, endsAtMs: nowMs }, nowMs);
  }

  /** The ids of the active silences that mute a label set, sorted. */
  muting(labels: Record<string, string>, nowMs: number): string[] {
    return [...this.silences.values()]
      .filter(
        silence =>
          silenceState(silence, nowMs) === 'active' &&
          compileMatchers(silence.matchers)(labels),
      )
      .map(({ id }) => id)
      .sort();
  }

  private store(silence: Omit<Silence, 'updatedAtMs'>, nowMs: number): string {
    this.silences.set(silence.id, { ...silence, updatedAtMs: nowMs });
    return silence.id;
  }
}

function canUpdate(
  known: Silence,
  wanted: Omit<Silence, 'id' | 'updatedAtMs'>,
  nowMs: number,
): boolean {
  const sameMatchers =
    known.matchers.length === wanted.matchers.length &&
    known.matchers.every((m, i) => sameMatcher(m, wanted.matchers[i]));
  const seconds = (ms: number) => Math.floor(ms / 1000);
  switch (silenceState(known, nowMs)) {
    case 'active':
      return (
        sameMatchers &&
        seconds(wanted.startsAtMs) === seconds(known.startsAtMs) &&
        wanted.endsAtMs >= nowMs
      );
    case 'pending':
      return sameMatchers && wanted.startsAtMs >= nowMs;
    default:
      return false;
  }
}
