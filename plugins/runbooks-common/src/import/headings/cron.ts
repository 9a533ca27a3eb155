import {
  ScheduleError,
  parseCronFields,
  type CronFields,
} from '@opsdeck/backstage-plugin-operations-common';

const DAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** A schedule as an RRULE value and a local time of day. */
export interface CronRule {
  rule: string;
  /** `HH:mm`, null when it runs at more than one time of day. */
  at: string | null;
}

/**
 * Converts a Unix cron expression of five fields, or a nickname such as
 * `@weekly`, to an RRULE value. Null when it is none, or when it restricts both
 * day of month and day of week: cron means "either", which one RRULE cannot say.
 */
export function cronToRule(expression: string): CronRule | null {
  const fields = fieldsOf(expression);
  if (!fields) return null;
  const { minutes, hours, days, months, weekdays } = fields;
  if (minutes.any || (!days.any && !weekdays.any)) return null;
  const [[minute, ...laterMinutes], [hour, ...laterHours]] = [
    minutes.values,
    hours.values,
  ];
  const isOneTime = laterMinutes.length === 0 && laterHours.length === 0;
  const at = isOneTime
    ? [hour, minute].map(n => String(n).padStart(2, '0')).join(':')
    : null;
  const rule: string[] = [];
  if (!weekdays.any) {
    const codes = weekdays.values.map(day => DAY_CODES[day]);
    rule.push('FREQ=WEEKLY', `BYDAY=${codes.join(',')}`);
  } else if (!days.any) {
    rule.push('FREQ=MONTHLY', `BYMONTHDAY=${days.values.join(',')}`);
  } else {
    rule.push(hours.any ? 'FREQ=HOURLY' : 'FREQ=DAILY');
  }
  if (!months.any) rule.push(`BYMONTH=${months.values.join(',')}`);
  if (!at) {
    if (!hours.any) rule.push(`BYHOUR=${hours.values.join(',')}`);
    rule.push(`BYMINUTE=${minutes.values.join(',')}`);
  }
  return { rule: rule.join(';'), at };
}

/** Fields of an expression of five; a checklist has no seconds. */
function fieldsOf(expression: string): CronFields | null {
  try {
    const isSix = expression.trim().split(/\s+/).length === 6;
    return isSix ? null : parseCronFields(expression);
  } catch (error) {
    if (error instanceof ScheduleError) return null;
    throw error;
  }
}
