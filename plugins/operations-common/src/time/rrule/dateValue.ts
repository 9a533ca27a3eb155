import { parseBasicTime } from '../dialect/localText';
import { ScheduleError, quoted, unreadable } from '../scheduleError';
import type { LocalTime } from '../zone/civil';
import { Zone, zoneOf } from '../zone/zone';
import type { ContentLine } from './contentLine';

/** A date or time of iCalendar (RFC 5545, 3.3.4 and 3.3.5). */
export interface DateValue {
  /** Local time; midnight for a date. */
  time: LocalTime;
  /** Zone that the value names: TZID or UTC; undefined for a floating one. */
  zone: Zone | undefined;
  isDate: boolean;
}

/**
 * The dates or times of a DTSTART, DTEND, EXDATE, RDATE or RECURRENCE-ID. Of a period
 * its start.
 *
 * @throws ScheduleError with the line, when one does not exist or its zone is unknown.
 */
export function dateValues(line: ContentLine): DateValue[] {
  const zoneName = line.params.get('TZID');
  const type = line.params.get('VALUE')?.toUpperCase();
  return line.value.split(',').map(item => {
    const [text] = item.trim().toUpperCase().split('/');
    const isUtc = text.endsWith('Z');
    const time = parseBasicTime(isUtc ? text.slice(0, -1) : text);
    const isDate = !text.includes('T');
    const isTyped = type === undefined || isDate === (type === 'DATE');
    if (time === undefined || (isUtc && isDate) || !isTyped) {
      throw unreadable(
        `${line.name} ${quoted(item)} is no ${
          type === 'DATE' ? 'date' : 'time'
        } that exists, such as ${
          type === 'DATE' ? '20261120' : '20261120T050000'
        }`,
        line.line,
      );
    }
    if (isUtc && zoneName !== undefined) {
      throw unreadable(
        `${line.name} names the zone ${quoted(zoneName)} and UTC (Z)`,
        line.line,
      );
    }
    return {
      time,
      isDate,
      zone: isUtc ? zoneOf('UTC') : named(zoneName, line),
    };
  });
}

function named(name: string | undefined, line: ContentLine): Zone | undefined {
  if (name === undefined) return undefined;
  try {
    return zoneOf(name);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw new ScheduleError(error.reason, error.message, line.line);
  }
}
