import type { DialectParser } from '../reading';
import { quoted, unreadable } from '../scheduleError';
import { instantsInZone } from '../zone/daylightSaving';
import { weekdayOfName, weeklyRule } from './weekdays';

/** How a cloud writes the weekly start of its maintenance window. */
interface CloudForm {
  cloud: string;
  /** Keys of its API, in lower case without underscores. */
  day: string;
  hour: string;
  minute: string | null;
  /** Keys that do not bear on the time. */
  others: readonly string[];
  /** Number of its first weekday and which day that is, 0 for Sunday. */
  firstNumber: number;
  firstWeekday: number;
  example: string;
}

/** Azure Database: `dayOfWeek` 0 (Sunday) to 6, `startHour`, `startMinute`. */
const AZURE: CloudForm = {
  cloud: 'Azure',
  day: 'dayofweek',
  hour: 'starthour',
  minute: 'startminute',
  others: ['customwindow'],
  firstNumber: 0,
  firstWeekday: 0,
  example: 'dayOfWeek=0 startHour=2 startMinute=30',
};

/** Cloud SQL: `day` 1 (Monday) to 7, `hour`. */
const GOOGLE: CloudForm = {
  cloud: 'Google',
  day: 'day',
  hour: 'hour',
  minute: null,
  others: ['updatetrack', 'kind'],
  firstNumber: 1,
  firstWeekday: 1,
  example: 'day=7 hour=2',
};

/**
 * Weekly windows of Azure Database: the object of the API as JSON, its properties as
 * `dayOfWeek=0 startHour=2 startMinute=30`, or `0:02:30` and `Sun:2:30` as the `az`
 * command has them. Days count from 0 for Sunday; a day alone means 00:00.
 */
export const parseAzure: DialectParser = cloudParser(AZURE);

/**
 * Weekly windows of Cloud SQL: the object of the API as JSON, its properties as
 * `day=7 hour=2`, or `7:02:00` and `SUN:2`. Days count from 1 for Monday; a day
 * alone means 00:00.
 */
export const parseGoogle: DialectParser = cloudParser(GOOGLE);

function cloudParser(form: CloudForm): DialectParser {
  return (expression, { zone, policy }) => {
    const { day, hour, minute } = partsOf(expression, form);
    const rule = weeklyRule(
      weekdayOf(day, form),
      numberOf(hour, 'hour', 23),
      numberOf(minute, 'minute', form.minute === null ? 0 : 59),
    );
    return {
      zone,
      instantsAfter: after => instantsInZone(rule, zone, policy, after),
    };
  };
}

interface Parts {
  day: string;
  hour: string;
  minute: string;
}

const POSITIONAL =
  /^([A-Za-z]+|\d)(?:(?::|\s+)(\d{1,2})(?:(?::|\s+)(\d{1,2}))?)?$/;

function partsOf(expression: string, form: CloudForm): Parts {
  const positional = POSITIONAL.exec(expression);
  if (positional) {
    const [, day, hour = '0', minute = '0'] = positional;
    return { day, hour, minute };
  }
  const pairs = pairsOf(expression, form);
  const known = [form.day, form.hour, form.minute, ...form.others];
  const unknown = [...pairs.keys()].find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw unreadable(
      `${form.cloud} has no ${quoted(unknown)} in a window; write ${
        form.example
      }`,
    );
  }
  const custom = pairs.get('customwindow');
  if (custom !== undefined && !/^enabled$/i.test(custom)) {
    throw unreadable(
      `customWindow is ${quoted(custom)}: Azure chooses the time by itself`,
    );
  }
  const [day, hour] = [form.day, form.hour].map(key => pairs.get(key));
  if (day === undefined || hour === undefined) {
    throw unreadable(
      `The window of ${form.cloud} lacks its ${
        day === undefined ? 'day' : 'hour'
      }; write ${form.example}`,
    );
  }
  return { day, hour, minute: pairs.get(form.minute ?? '') ?? '0' };
}

/** Properties of a JSON object or of `key=value` pairs, by lower-case name. */
function pairsOf(expression: string, form: CloudForm): Map<string, string> {
  const pairs = expression.startsWith('{')
    ? Object.entries(objectOf(expression))
    : expression.split(/[\s,;&]+/).map(pair => {
        const match = /^([A-Za-z_]+)=(\w+)$/.exec(pair);
        if (!match) {
          throw unreadable(
            `${quoted(expression)} is no window of ${form.cloud}; write ${
              form.example
            }`,
          );
        }
        return [match[1], match[2]];
      });
  const found = new Map<string, string>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase().replace(/_/g, '');
    if (found.has(key)) throw unreadable(`${quoted(name)} is there twice`);
    found.set(key, String(value));
  }
  return found;
}

function objectOf(expression: string): object {
  let value: unknown;
  try {
    value = JSON.parse(expression);
  } catch {
    throw unreadable(`${quoted(expression)} is no valid JSON`);
  }
  const inner =
    isObject(value) && 'maintenanceWindow' in value
      ? value.maintenanceWindow
      : value;
  if (!isObject(inner)) {
    throw unreadable(`${quoted(expression)} is no JSON object of a window`);
  }
  return inner;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function weekdayOf(text: string, form: CloudForm): number {
  const named = weekdayOfName(text);
  if (named !== undefined) return named;
  const index = /^\d$/.test(text) ? Number(text) - form.firstNumber : -1;
  if (index < 0 || index > 6) {
    const last = form.firstNumber + 6;
    const first = form.firstWeekday === 0 ? 'Sunday' : 'Monday';
    throw unreadable(
      `The day ${quoted(text)} is not ${
        form.firstNumber
      } (${first}) to ${last}, as ${form.cloud} counts`,
    );
  }
  return (form.firstWeekday + index) % 7;
}

function numberOf(text: string, name: string, highest: number): number {
  const value = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  if (!(value <= highest)) {
    throw unreadable(`The ${name} ${quoted(text)} is not 0 to ${highest}`);
  }
  return value;
}
