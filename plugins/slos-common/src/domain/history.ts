import { durationMillis } from '@opsdeck/backstage-plugin-operations-common';
import { DAY_MILLIS } from '../ledger';
import { SloTerms } from './terms';
import { calendarPeriodAt } from './window';

/** Full resolution is kept for this much longer than the window. */
const RESERVE_DAYS = 7;

/**
 * First instant that the ledger of an SLO wants to know at `now`, the beginning
 * of a UTC day: its window and seven days more. For calendar windows a whole
 * period back, so that the one before can still be shown when a new one begins.
 */
export function historyWantedFrom(terms: SloTerms, now: Date): Date {
  const { window } = terms;
  const length = durationMillis(window.duration);
  const period =
    window.type === 'calendar' ? calendarPeriodAt(window, now) : undefined;
  const windowStart = Math.min(
    now.getTime() - length,
    period?.from.getTime() ?? Infinity,
  );
  const wanted = windowStart - RESERVE_DAYS * DAY_MILLIS;
  return new Date(Math.floor(wanted / DAY_MILLIS) * DAY_MILLIS);
}
