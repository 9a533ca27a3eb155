import { DateTime } from 'luxon';
import { KitTranslator } from '../translation/operationsReactTranslationRef';

/** What the timeline needs to know of an entry to order it. */
interface Dated {
  /** When it happened (ISO-8601). */
  at: string;
}

export interface TimelineDay<T> {
  /** ISO date in the reader's zone. */
  date: string;
  /** "Today", "Yesterday" or "Fri 20 Nov 2026". */
  title: string;
  /** Newest first. */
  entries: T[];
}

/** Entries by calendar day of `zone`, newest first; equal instants keep their order. */
export function timelineDays<T extends Dated>(
  entries: readonly T[],
  now: Date,
  t: KitTranslator,
  zone: string = 'local',
): TimelineDay<T>[] {
  const today = DateTime.fromJSDate(now, { zone });
  const days = new Map<string, TimelineDay<T>>();
  const newestFirst = [...entries].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at),
  );
  for (const entry of newestFirst) {
    const at = DateTime.fromISO(entry.at, { zone }).setLocale(t('locale'));
    const date = at.toISODate() ?? 'unreadable';
    const day = days.get(date) ?? {
      date,
      title: titleOf(at, today, t),
      entries: [],
    };
    day.entries.push(entry);
    days.set(date, day);
  }
  return [...days.values()];
}

function titleOf(day: DateTime, today: DateTime, t: KitTranslator): string {
  if (!day.isValid) return t('timeline.unreadableDay');
  if (day.hasSame(today, 'day')) return t('timeline.today');
  if (day.hasSame(today.minus({ days: 1 }), 'day'))
    return t('timeline.yesterday');
  return day.toFormat('ccc d LLL yyyy');
}

/** Time of day in `zone`: "10:12". */
export function timeOfDay(at: string, zone: string = 'local'): string {
  const time = DateTime.fromISO(at, { zone });
  return time.isValid ? time.toFormat('HH:mm') : '?';
}
