const DAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const DAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTH_NAMES = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(
  ' ',
);

const NICKNAMES: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

function number(word: string, names: string[], offset: number): number {
  const named = names.indexOf(word.toLowerCase());
  return named >= 0 ? named + offset : Number(word);
}

/** Values of one field; null stands for "every". Undefined when it is no field. */
function field(
  text: string,
  low: number,
  high: number,
  names: string[] = [],
): number[] | null | undefined {
  if (text === '*') return null;
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:(\*)|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:\/(\d+))?$/i.exec(
      part,
    );
    if (!match) return undefined;
    const step = match[4] ? Number(match[4]) : 1;
    const from = match[1] ? low : number(match[2], names, low);
    const single = match[4] ? high : from;
    let to = match[1] ? high : single;
    if (match[3]) to = number(match[3], names, low);
    const inRange = from >= low && to <= high && from <= to && step >= 1;
    if (!inRange) return undefined;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

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
  const text = NICKNAMES[expression.trim().toLowerCase()] ?? expression;
  const parts = text.trim().split(/\s+/);
  if (parts.length !== 5) return null;
  const minutes = field(parts[0], 0, 59);
  const hours = field(parts[1], 0, 23);
  const days = field(parts[2], 1, 31);
  const months = field(parts[3], 1, 12, MONTH_NAMES);
  const weekdays = field(parts[4], 0, 7, DAY_NAMES);
  const fields = [minutes, hours, days, months, weekdays];
  if (fields.includes(undefined) || !minutes || (days && weekdays)) return null;
  const at =
    hours?.length === 1 && minutes.length === 1
      ? [hours[0], minutes[0]].map(n => String(n).padStart(2, '0')).join(':')
      : null;
  const rule: string[] = [];
  if (weekdays) {
    const codes = new Set(weekdays.map(day => DAY_CODES[day % 7]));
    rule.push('FREQ=WEEKLY', `BYDAY=${[...codes].join(',')}`);
  } else if (days) {
    rule.push('FREQ=MONTHLY', `BYMONTHDAY=${days.join(',')}`);
  } else {
    rule.push(hours ? 'FREQ=DAILY' : 'FREQ=HOURLY');
  }
  if (months) rule.push(`BYMONTH=${months.join(',')}`);
  if (!at) {
    if (hours) rule.push(`BYHOUR=${hours.join(',')}`);
    rule.push(`BYMINUTE=${minutes.join(',')}`);
  }
  return { rule: rule.join(';'), at };
}
