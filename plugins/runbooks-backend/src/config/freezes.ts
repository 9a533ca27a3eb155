import { InputError } from '@backstage/errors';
import { Interval, Window } from '@opsdeck/backstage-plugin-operations-common';
import { DateTime } from 'luxon';

/**
 * A window that is open once.
 *
 * @throws InputError when one end is missing or it ends before it begins.
 */
export function rangeWindow(
  from: string | undefined,
  to: string | undefined,
): Window {
  if (from === undefined || to === undefined) {
    throw new InputError('needs both from and to');
  }
  const range = { start: new Date(from), end: new Date(to) };
  if (range.start >= range.end)
    throw new InputError('must end after it begins');
  return windowOfIntervals([range], 'UTC');
}

/**
 * A window that is open on whole local days `yyyy-mm-dd`.
 *
 * @throws InputError when one of them is no date.
 */
export function datesWindow(dates: readonly string[], zone: string): Window {
  const days = dates.map(date => {
    const day = DateTime.fromFormat(date, 'yyyy-MM-dd', { zone });
    if (!day.isValid) {
      throw new InputError(`"${date}" is no date such as 2026-12-25`);
    }
    return {
      start: day.startOf('day').toJSDate(),
      end: day.plus({ days: 1 }).startOf('day').toJSDate(),
    };
  });
  return windowOfIntervals(days, zone);
}

function windowOfIntervals(intervals: Interval[], zone: string): Window {
  const sorted = [...intervals].sort((a, b) => +a.start - +b.start);
  return {
    zone,
    openAfter: instant => sorted.filter(({ end }) => end > instant),
  };
}
