import type { DaylightSavingPolicy, LocalRule } from '../zone/daylightSaving';
import { instantOf, instantsInZone } from '../zone/daylightSaving';
import type { LocalTime } from '../zone/civil';
import { Zone } from '../zone/zone';
import { elapsedInstants } from './elapsedRule';
import { localRule, neverOccurs, requireOccurrence } from './localRule';
import type { RuleParts } from './parts';
import { wallClockRule } from './wallClock';

/** A recurrence set (RFC 5545, 3.8.5): a start, a rule, and single times more or less. */
export interface RecurrenceSet {
  zone: Zone;
  start: LocalTime;
  rule: RuleParts | undefined;
  /** Instants of EXDATE. */
  without: ReadonlySet<number>;
  /** Instants of RDATE, and of DTSTART where there is no rule; in order. */
  extra: readonly number[];
}

const SUB_DAILY = ['HOURLY', 'MINUTELY', 'SECONDLY'];

/**
 * The instants of a recurrence set, in order, each once.
 *
 * @throws ScheduleError when its rule never occurs.
 */
export function setInstants(
  set: RecurrenceSet,
  policy: DaylightSavingPolicy,
): (after: number) => Iterable<number> {
  const ofRule = set.rule ? ruleInstants(set.rule, set, policy) : () => [];
  return function* instants(after) {
    let extra = set.extra.filter(instant => instant > after);
    let last = after;
    for (const instant of ofRule(after)) {
      const before = extra.filter(each => each <= instant);
      extra = extra.slice(before.length);
      for (const each of [...before, instant]) {
        if (each > last && !set.without.has(each)) yield each;
        last = each;
      }
    }
    for (const each of extra) if (!set.without.has(each)) yield each;
  };
}

function ruleInstants(
  rule: RuleParts,
  { zone, start }: RecurrenceSet,
  policy: DaylightSavingPolicy,
): (after: number) => Iterable<number> {
  const local = SUB_DAILY.includes(rule.frequency)
    ? wallClockRule(rule, start)
    : rule;
  if (!local) {
    const begin = instantOf(zone, start);
    return after => elapsedInstants(rule, zone, begin, after);
  }
  const parts = [local.byHour, local.byMinute, local.bySecond];
  const narrowed = [rule.byHour, rule.byMinute, rule.bySecond].some(
    (list, index) => list.length > 0 && parts[index].length === 0,
  );
  if (narrowed) throw neverOccurs();
  requireOccurrence(local, start);
  const times: LocalRule = localRule(local, start);
  const until = rule.until?.kind === 'utc' ? rule.until.value : Infinity;
  return function* instants(after) {
    for (const instant of instantsInZone(times, zone, policy, after)) {
      if (instant > until) return;
      yield instant;
    }
  };
}
