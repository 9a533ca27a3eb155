import { Calendar } from '@opsdeck/backstage-plugin-operations-common';
import {
  Occurrence,
  nextOccurrence,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { LRUCache } from 'lru-cache';
import { StoredChecklist } from '../database/DocumentStore';
import { recurrenceOf } from './OccurrenceOpener';

interface Known {
  /** Asked for this instant (Unix milliseconds), and true from there on. */
  from: number;
  /** No longer known to be true from here on (Unix milliseconds). */
  until: number;
  calendar: Calendar | undefined;
  next: Occurrence | undefined;
}

const MOST_IN_MEMORY = 20_000;
/** A rule that has ended stays ended; one that comes round after years is looked at again. */
const NONE_FOR_MS = 86_400_000;

/**
 * Which occurrence of a version of a checklist opens next. It is the same until it
 * opens, so that it need not be worked out at each look.
 */
export class NextOccurrences {
  readonly #known = new LRUCache<string, Known>({ max: MOST_IN_MEMORY });

  /**
   * The first occurrence that opens after `now`; undefined where there is none, or
   * no cadence.
   *
   * @throws InputError saying what of the cadence cannot be used.
   */
  after(
    checklist: Pick<StoredChecklist, 'definition' | 'definitionHash'>,
    now: Date,
    calendar: Calendar | undefined,
  ): Occurrence | undefined {
    const recurrence = recurrenceOf(checklist);
    if (!recurrence) return undefined;
    const at = now.getTime();
    const known = this.#known.get(checklist.definitionHash);
    if (
      known &&
      known.calendar === calendar &&
      at >= known.from &&
      at < known.until
    ) {
      return known.next;
    }
    const next = nextOccurrence(recurrence, now, calendar);
    this.#known.set(checklist.definitionHash, {
      from: at,
      until: next ? Date.parse(next.opensAt) : at + NONE_FOR_MS,
      calendar,
      next,
    });
    return next;
  }
}
