import { DAY, LocalTime } from './civil';
import { Zone, gapAt, instantsOf, localTimeAt } from './zone';

/** What becomes of local times that a change of the clocks skips or repeats. */
export interface DaylightSavingPolicy {
  /**
   * A skipped time (02:30 in New York on 8 March 2026): at the first instant that
   * there is (03:00), not at all, or as long after the change as it is into the gap
   * (03:30).
   */
  gap: 'first-valid' | 'skip' | 'shift';
  /** A repeated time (01:30 on 1 November 2026): the first one, the last, or both. */
  overlap: 'first' | 'last' | 'both';
}

/**
 * A check that falls out is worse than one that comes late, and one that comes twice
 * is no use: first valid instant, first of two.
 */
export const DEFAULT_POLICY: DaylightSavingPolicy = {
  gap: 'first-valid',
  overlap: 'first',
};

/** What elapses evenly neither loses an hour nor runs one twice. */
const EVEN: DaylightSavingPolicy = { gap: 'skip', overlap: 'both' };

/** A pattern of local times. */
export interface LocalRule {
  /** Its times from one on, in order. Ends with the rule, or with the year 9999. */
  from(time: LocalTime): Iterable<LocalTime>;
  /**
   * Whether the pattern looks the same when the clocks jump by so many milliseconds,
   * as `every 15 minutes` and `every hour` do. Then nothing is made up for in a gap
   * and both passes of an overlap count, which is what elapsed time asks for.
   */
  isEvenUnder?(jump: number): boolean;
}

/** The instants of one local time under a policy, and the earliest that a later time can have. */
function instantsUnder(
  policy: DaylightSavingPolicy,
  zone: Zone,
  rule: LocalRule,
  time: LocalTime,
): { instants: number[]; bound: number } {
  const found = instantsOf(zone, time);
  if (found.length === 1) return { instants: found, bound: found[0] };
  if (found.length === 0) {
    const { end, jump } = gapAt(zone, time);
    const { gap } = rule.isEvenUnder?.(jump) ? EVEN : policy;
    if (gap === 'skip') return { instants: [], bound: end };
    const before = zone.offsetAt(end - 1);
    return { instants: [gap === 'shift' ? time - before : end], bound: end };
  }
  const [first, last] = found;
  const { overlap } = rule.isEvenUnder?.(last - first) ? EVEN : policy;
  if (overlap === 'both') return { instants: found, bound: first };
  return { instants: [overlap === 'first' ? first : last], bound: first };
}

/** The instants of a local pattern in a zone after one, in order, each once. */
export function* instantsInZone(
  rule: LocalRule,
  zone: Zone,
  policy: DaylightSavingPolicy,
  after: number,
): Generator<number> {
  const changed = Math.abs(
    zone.offsetAt(after + DAY) - zone.offsetAt(after - DAY),
  );
  let last = after;
  // Of a repeated hour the second pass waits here until its turn comes.
  const waiting: number[] = [];
  for (const time of rule.from(localTimeAt(zone, after) - changed)) {
    const { instants, bound } = instantsUnder(policy, zone, rule, time);
    waiting.push(...instants);
    if (waiting.length > 1) waiting.sort((a, b) => a - b);
    while (waiting.length > 0 && waiting[0] <= bound) {
      const [instant] = waiting.splice(0, 1);
      if (instant > last) {
        last = instant;
        yield instant;
      }
    }
  }
  for (const instant of waiting) if (instant > last) yield instant;
}

/** The instant of one local time, by the default policy. */
export function instantOf(zone: Zone, time: LocalTime): number {
  const found = instantsOf(zone, time);
  return found.length > 0 ? found[0] : gapAt(zone, time).end;
}

/** The one instant of a local time under a policy; undefined where a skipped time falls out. */
export function instantUnder(
  zone: Zone,
  time: LocalTime,
  {
    gap,
    overlap,
  }: { gap: DaylightSavingPolicy['gap']; overlap: 'first' | 'last' },
): number | undefined {
  const found = instantsOf(zone, time);
  if (found.length > 0) return overlap === 'first' ? found[0] : found.at(-1);
  const { end } = gapAt(zone, time);
  if (gap === 'skip') return undefined;
  return gap === 'shift' ? time - zone.offsetAt(end - 1) : end;
}
