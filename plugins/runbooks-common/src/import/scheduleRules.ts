import {
  dayOfIsoDate,
  isTimeZone,
  parseDuration,
  type DaylightSavingPolicy,
  type OnHoliday,
} from '@opsdeck/backstage-plugin-operations-common';

/** What a checklist says of its coming round beside cadence, time of day and zone. */
export interface ScheduleRules {
  /** Local date `yyyy-mm-dd` on which it begins: INTERVAL and COUNT count from it. */
  start?: string;
  /** How long before it is due it opens (ISO-8601 duration). */
  window?: string;
  /** How long after it was due it counts as overdue before it is missed (ISO-8601 duration). */
  grace?: string;
  /** Name of a calendar of the configuration, whose days are holidays. */
  calendar?: string;
  /** What becomes of an occurrence on such a day; it comes the next working day unless told. */
  onHoliday?: OnHoliday;
  /** What becomes of a time of day that the clocks skip. */
  gap?: DaylightSavingPolicy['gap'];
  /** Which of two equal times of day counts where the clocks are set back. */
  overlap?: 'first' | 'last';
}

/** What becomes of an occurrence on a holiday, as a document may say it. */
export const ON_HOLIDAY = ['run', 'skip', 'next', 'previous'] as const;
export const GAP_POLICIES = ['first-valid', 'skip', 'shift'] as const;
export const OVERLAP_POLICIES = ['first', 'last'] as const;

/** A key of the front matter, what it must be, and how it is read. */
interface RuleKey {
  keys: readonly string[];
  field: keyof ScheduleRules;
  expected: string;
  read(text: string): string | undefined;
}

const oneOf = (allowed: readonly string[]) => (text: string) =>
  allowed.find(each => each === text.toLowerCase());

function duration(text: string): string | undefined {
  try {
    parseDuration(text.toUpperCase());
    return text.toUpperCase();
  } catch {
    // The caller says what was expected instead.
    return undefined;
  }
}

const LOCAL_START =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?$/;

/** A local start taken apart; undefined when it is none that the calendar has. */
export function localStart(
  text: string,
): { date: string; at: string | undefined } | undefined {
  const match = LOCAL_START.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute] = match;
  const date = `${year}-${month}-${day}`;
  const isTime = Number(hour ?? 0) <= 23 && Number(minute ?? 0) <= 59;
  if (dayOfIsoDate(date) === undefined || !isTime) return undefined;
  return { date, at: hour === undefined ? undefined : `${hour}:${minute}` };
}

const KEYS: readonly RuleKey[] = [
  {
    keys: ['start', 'dtstart'],
    field: 'start',
    expected:
      'a local date such as 2026-01-05, or a time such as 2026-01-05T09:00',
    read: text => localStart(text)?.date,
  },
  {
    keys: ['window', 'dueWindow', 'due-window'],
    field: 'window',
    expected: 'an ISO-8601 duration such as P3D',
    read: duration,
  },
  {
    keys: ['grace'],
    field: 'grace',
    expected: 'an ISO-8601 duration such as PT12H',
    read: duration,
  },
  {
    keys: ['calendar'],
    field: 'calendar',
    expected: 'the name of a calendar',
    read: text => (/^[\w][\w .:-]{0,99}$/.test(text) ? text : undefined),
  },
  {
    keys: ['onHoliday', 'on-holiday', 'on_holiday'],
    field: 'onHoliday',
    expected: `one of ${ON_HOLIDAY.join(', ')}`,
    read: oneOf(ON_HOLIDAY),
  },
  {
    keys: ['gap'],
    field: 'gap',
    expected: `one of ${GAP_POLICIES.join(', ')}`,
    read: oneOf(GAP_POLICIES),
  },
  {
    keys: ['overlap'],
    field: 'overlap',
    expected: `one of ${OVERLAP_POLICIES.join(', ')}`,
    read: oneOf(OVERLAP_POLICIES),
  },
];

/**
 * Reads what front matter says of a schedule beside cadence, time and zone.
 *
 * @param textOf - text of a key; undefined when the key is absent, null when it holds no text.
 * @param warn - called for each key that says nothing usable, with what it must be.
 */
export function readScheduleRules(
  textOf: (key: string) => string | null | undefined,
  warn: (key: string, expected: string) => void,
): { rules: ScheduleRules | undefined; at: string | undefined } {
  const rules: Record<string, string> = {};
  let at: string | undefined;
  for (const { keys, field, expected, read } of KEYS) {
    const key = keys.find(name => textOf(name) !== undefined);
    const text = key === undefined ? undefined : textOf(key);
    if (key === undefined) continue;
    const value = typeof text === 'string' ? read(text.trim()) : undefined;
    if (value === undefined) warn(key, expected);
    else rules[field] = value;
    if (field === 'start' && value !== undefined) at = localStart(text!)?.at;
  }
  if (rules.onHoliday !== undefined && rules.calendar === undefined) {
    warn('onHoliday', 'of use without a calendar');
  }
  return {
    rules: Object.keys(rules).length > 0 ? (rules as ScheduleRules) : undefined,
    at,
  };
}

/** A cadence that names its own beginning or zone, taken apart. */
export interface CadenceFrame {
  /** The cadence without them. */
  cadence: string;
  start?: string;
  at?: string;
  zone?: string;
}

const DTSTART =
  /^DTSTART(?:;VALUE=DATE(?:-TIME)?)?(?:;TZID="?([^":;]+)"?)?(?:;VALUE=DATE(?:-TIME)?)?:(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z?))?$/i;
const CRON_ZONE = /^(?:CRON_TZ|TZ)=(\S+)\s+(\S.*)$/;

/**
 * Takes the DTSTART line of iCalendar and the zone that cron allows in front off a
 * cadence. A text without them is answered as it is.
 */
export function cadenceFrame(text: string): CadenceFrame {
  const zoned = CRON_ZONE.exec(text.trim());
  if (zoned && isTimeZone(zoned[1])) {
    return { cadence: zoned[2], zone: zoned[1] };
  }
  const lines = text
    .split(/\r?\n|\\n/)
    .map(line => line.trim())
    .filter(Boolean);
  const begins = lines.map(line => DTSTART.exec(line)).find(Boolean);
  const rules = lines.filter(line => !DTSTART.test(line));
  if (!begins || rules.length !== 1) return { cadence: text };
  const [, zone, year, month, day, hour, minute, utc] = begins;
  return {
    cadence: rules[0],
    start: `${year}-${month}-${day}`,
    ...(hour === undefined ? {} : { at: `${hour}:${minute}` }),
    ...(utc ? { zone: 'UTC' } : {}),
    ...(zone && isTimeZone(zone) ? { zone } : {}),
  };
}
