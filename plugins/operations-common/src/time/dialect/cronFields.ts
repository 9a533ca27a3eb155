import {
  Field,
  FieldRange,
  MONTH_NAMES,
  WEEKDAY_NAMES,
  parseField,
} from '../fields/field';
import { FieldPattern } from '../fields/fieldRule';
import { quoted, unreadable } from '../scheduleError';
import { dayNumber, daysInMonth, weekdayOf } from '../zone/civil';

const SECONDS: FieldRange = { name: 'second', low: 0, high: 59 };
const MINUTES: FieldRange = { name: 'minute', low: 0, high: 59 };
const HOURS: FieldRange = { name: 'hour', low: 0, high: 23 };
const DAYS: FieldRange = { name: 'day of month', low: 1, high: 31 };
const MONTHS: FieldRange = {
  name: 'month',
  low: 1,
  high: 12,
  names: MONTH_NAMES,
};
const WEEKDAYS: FieldRange = {
  name: 'day of week',
  low: 0,
  high: 7,
  top: 6,
  names: WEEKDAY_NAMES,
};

/** The fields of a Unix cron expression. */
export interface CronFields {
  seconds: Field;
  minutes: Field;
  hours: Field;
  days: Field;
  months: Field;
  /** 0 for Sunday to 6 for Saturday. */
  weekdays: Field;
}

const NICKNAMES: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

const NO_SECONDS: Field = { values: [0], any: false };

/**
 * Reads a Unix cron expression of five fields, of six with the seconds first, or a
 * nickname such as `@daily`.
 *
 * @throws ScheduleError naming the field that is wrong.
 */
export function parseCronFields(expression: string): CronFields {
  const text = expandNickname(expression.trim());
  const fields = text.split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) {
    throw unreadable(
      `${quoted(expression)} has ${
        fields.length
      } fields; Unix cron has five, or six with the seconds first`,
    );
  }
  const foreign = fields.find(
    field =>
      field.includes('?') || /[LW#]/i.test(field.replace(/[A-Z]{3}/gi, '')),
  );
  if (foreign) {
    throw unreadable(
      `Unix cron does not know ${quoted(
        foreign,
      )}; ?, L, W and # are of AWS: write cron(...)`,
    );
  }
  const [minute, hour, day, month, weekday] = fields.slice(-5);
  const weekdays = parseField(weekday, WEEKDAYS);
  return {
    seconds: fields.length === 6 ? parseField(fields[0], SECONDS) : NO_SECONDS,
    minutes: parseField(minute, MINUTES),
    hours: parseField(hour, HOURS),
    days: parseField(day, DAYS),
    months: parseField(month, MONTHS),
    weekdays: {
      // 7 is Sunday, as 0 is.
      values: [...new Set(weekdays.values.map(value => value % 7))].sort(
        (a, b) => a - b,
      ),
      any: weekdays.any,
    },
  };
}

function expandNickname(text: string): string {
  if (!text.startsWith('@')) return text;
  const expanded = NICKNAMES[text.toLowerCase()];
  if (expanded) return expanded;
  if (/^@reboot$/i.test(text)) {
    throw unreadable('@reboot is no time: it runs when a machine starts');
  }
  throw unreadable(
    `${quoted(text)} is not one of ${Object.keys(NICKNAMES).join(', ')}`,
  );
}

/**
 * The pattern of cron fields. When both the day of month and the day of week are
 * restricted, either suffices (POSIX crontab). A field is unrestricted when it holds
 * a `*`; with a step, as in every second day, it is restricted. So read robfig/cron,
 * with which Kubernetes, Velero and K8up run, and most libraries; cron of Paul Vixie
 * asks for both days there.
 */
export function cronPattern(fields: CronFields): FieldPattern {
  const days = new Set(fields.days.values);
  const weekdays = new Set(fields.weekdays.values);
  const either = !fields.days.any && !fields.weekdays.any;
  return {
    years: null,
    months: fields.months.values,
    daysOf: (year, month) => {
      const first = weekdayOf(dayNumber(year, month, 1));
      const found: number[] = [];
      for (let day = 1; day <= daysInMonth(year, month); day++) {
        const byDay = days.has(day);
        const byWeekday = weekdays.has((first + day - 1) % 7);
        if (either ? byDay || byWeekday : byDay && byWeekday) found.push(day);
      }
      return found;
    },
    hours: fields.hours.values,
    minutes: fields.minutes.values,
    seconds: fields.seconds.values,
  };
}
