import {
  ScheduleError,
  parseRuleParts,
  type RuleParts,
} from '@opsdeck/backstage-plugin-operations-common';

/** The fewest days that each month has over the years. */
const SHORTEST = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/**
 * What is doubtful about a cadence that can be used: days that some months lack, and
 * weekdays of a month that it does not tell apart. Sentences for people; empty when
 * all is said, and for what is no rule (that is told elsewhere).
 *
 * @param cadence - RRULE value (RFC 5545) without the `RRULE:` prefix.
 * @param start - local date on which it begins, which fills in the day of a month.
 */
export function cadenceWarnings(cadence: string, start?: string): string[] {
  const parts = partsOf(cadence);
  if (!parts) return [];
  return [...missingDays(parts, start), ...openWeekdays(parts)];
}

function partsOf(cadence: string): RuleParts | undefined {
  try {
    return parseRuleParts(cadence);
  } catch (error) {
    if (error instanceof ScheduleError) return undefined;
    throw error;
  }
}

function missingDays(parts: RuleParts, start: string | undefined): string[] {
  const { frequency, byDay, byMonthDay, bySetPos, byYearDay, byWeekNo } = parts;
  const isByMonth = frequency === 'MONTHLY' || frequency === 'YEARLY';
  const namesNone =
    [byDay, byMonthDay, byYearDay, byWeekNo].every(each => each.length === 0) &&
    start !== undefined;
  const days = namesNone ? [Number(start.slice(8, 10))] : byMonthDay;
  // Of the days 28 to 31 the last that there is: a well-known way to say the last day.
  if (bySetPos.length > 0 || (!isByMonth && namesNone)) return [];
  const months = monthsOf(parts, namesNone ? start : undefined);
  const lacking = days.filter(
    day => day > 28 && months.some(month => day > SHORTEST[month - 1]),
  );
  if (lacking.length === 0) return [];
  const named = [...new Set(lacking)].sort((a, b) => a - b).join(', ');
  return [
    `Months without a day ${named} are left out. Write BYMONTHDAY=-1 for the last day of the month.`,
  ];
}

function monthsOf({ byMonth, frequency }: RuleParts, start?: string): number[] {
  if (byMonth.length > 0) return byMonth;
  if (frequency === 'YEARLY' && start) return [Number(start.slice(5, 7))];
  return Array.from({ length: 12 }, (_, index) => index + 1);
}

function openWeekdays(parts: RuleParts): string[] {
  const { frequency, byDay, byMonthDay, byWeekNo, byYearDay, bySetPos } = parts;
  const isLong = frequency === 'MONTHLY' || frequency === 'YEARLY';
  const isNarrowed = [byMonthDay, byWeekNo, byYearDay, bySetPos].some(
    each => each.length > 0,
  );
  const open = byDay.filter(({ ordinal }) => ordinal === 0);
  if (!isLong || isNarrowed || open.length === 0) return [];
  const codes = open.map(({ weekday }) => WEEKDAYS[weekday]);
  return [
    `It does not say which ${codes.join(', ')} ${
      frequency === 'MONTHLY' || parts.byMonth.length > 0
        ? 'of the month'
        : 'of the year'
    }, so it comes round on every one. Write for example BYDAY=1${
      codes[0]
    } for the first, or FREQ=WEEKLY if every one is meant.`,
  ];
}
