import type { ScheduleDialect } from './reading';

const SIX_FIELDS = /^\S+(?:\s+\S+){5}$/;
const DAY_NUMBER = /^\d(?:(?::|\s+)\d{1,2}){0,2}$/;

const SHAPES: [shape: RegExp, dialects: ScheduleDialect[]][] = [
  [/^(?:cron|rate|at)\s*\(/i, ['aws']],
  [/-random$/i, ['k8up']],
  [/^(?:@|CRON_TZ=|TZ=)/, ['cron']],
  [/\bFREQ\s*=|^(?:DTSTART|RRULE|RDATE|EXDATE)\b/im, ['rrule']],
  [/^[+-]?P/i, ['iso']],
  [/^(?:[a-z]{3}:)?\d{1,2}:\d{2}\s*-/i, ['rds']],
  [/^\{.*"?(?:dayOfWeek|day_of_week|startHour|start_hour)\b/is, ['azure']],
  [/^\{.*"?(?:day|hour)\b/is, ['google']],
  [/^(?:dayOfWeek|day_of_week|startHour|start_hour)=/i, ['azure']],
  [/^(?:day|hour)=/i, ['google']],
  [/^[a-z]+:\d{1,2}:\d{1,2}$/i, ['azure']],
  [DAY_NUMBER, ['azure', 'google']],
  [SIX_FIELDS, ['cron', 'aws']],
  [/^[\d*]\S*\s/, ['cron']],
  [/^\S+(?:\s+\S+){4}$/, ['cron']],
];

/**
 * The dialects that an expression may be of, by its shape alone: whether its values
 * happen to fit one of two dialects only does not decide, or a changed digit would
 * change the meaning of all others. Empty when it looks like none.
 */
export function candidateDialects(expression: string): ScheduleDialect[] {
  const found = SHAPES.find(([shape]) => shape.test(expression));
  return found ? found[1] : [];
}
