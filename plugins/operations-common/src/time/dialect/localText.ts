import {
  DAY,
  HOUR,
  LocalTime,
  MINUTE,
  SECOND,
  checkedDay,
} from '../zone/civil';

const EXTENDED = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/;
const BASIC = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2}))?$/;

/** Local time of `yyyy-mm-ddThh:mm:ss`; undefined when there is none such. */
export function parseLocalTime(text: string): LocalTime | undefined {
  return timeOf(EXTENDED.exec(text));
}

/**
 * Local time of the basic format of iCalendar, `yyyymmddThhmmss` or `yyyymmdd` for
 * midnight; undefined when there is none such. Second 60 is taken as 59 (RFC 5545,
 * 3.3.12).
 */
export function parseBasicTime(text: string): LocalTime | undefined {
  return timeOf(BASIC.exec(text));
}

function timeOf(match: RegExpExecArray | null): LocalTime | undefined {
  if (!match) return undefined;
  const [year, month, date, hour, minute, second] = match
    .slice(1)
    .map(part => Number(part ?? 0));
  const day = checkedDay(year, month, date);
  if (day === undefined || hour > 23 || minute > 59 || second > 60) {
    return undefined;
  }
  return (
    day * DAY + hour * HOUR + minute * MINUTE + Math.min(second, 59) * SECOND
  );
}
