import { ruleDays } from '../rrule/localRule';
import type { RuleParts } from '../rrule/parts';
import type { DayNumber } from '../zone/civil';
import type { DayEvent } from './event';

/** Adds the days of events of a length that start on some days. */
export function coverDays(
  days: Set<DayNumber>,
  starts: Iterable<DayNumber>,
  length: number,
): void {
  for (const start of starts) {
    for (let n = 0; n < length; n++) days.add(start + n);
  }
}

/** Days are looked up in blocks of so many. */
const BLOCK = 512;

/** The days of an event that comes round, worked out as they are asked for. */
export class Series {
  readonly #event: DayEvent;
  readonly #rule: RuleParts;
  readonly #without: ReadonlySet<DayNumber>;
  readonly #blocks = new Map<number, ReadonlySet<DayNumber>>();

  constructor(event: DayEvent, rule: RuleParts, replaced: DayNumber[]) {
    this.#event = event;
    this.#rule = rule;
    this.#without = new Set([...event.without, ...replaced]);
  }

  has(day: DayNumber): boolean {
    const index = Math.floor(day / BLOCK);
    let block = this.#blocks.get(index);
    if (!block) {
      block = this.#daysFrom(index * BLOCK);
      this.#blocks.set(index, block);
    }
    return block.has(day);
  }

  #daysFrom(first: DayNumber): Set<DayNumber> {
    const { start, length, extra } = this.#event;
    const days = new Set<DayNumber>();
    // What began before the block may reach into it.
    const from = first - length + 1;
    const starts = extra.filter(day => day >= from && day < first + BLOCK);
    for (const day of ruleDays(this.#rule, start, from)) {
      if (day >= first + BLOCK) break;
      starts.push(day);
    }
    coverDays(
      days,
      starts.filter(day => !this.#without.has(day)),
      length,
    );
    return days;
  }
}
