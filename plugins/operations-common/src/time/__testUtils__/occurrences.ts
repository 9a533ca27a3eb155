import { ScheduleOptions, parseSchedule } from '../schedule';
import { ScheduleError } from '../scheduleError';

/** Occurrences after an instant as ISO-8601 UTC without seconds that are zero. */
export function occurrences(
  expression: string,
  from: string,
  count = 5,
  options: ScheduleOptions = {},
): string[] {
  return parseSchedule(expression, options)
    .after(new Date(from), count)
    .map(each => each.toISOString().replace(/(?::00)?\.000Z$/, 'Z'));
}

/** Why an expression is refused, as `reason: message`. */
export function refusal(
  expression: string,
  options: ScheduleOptions = {},
): string {
  try {
    parseSchedule(expression, options).after(new Date(0), 1);
  } catch (error) {
    if (error instanceof ScheduleError) {
      return `${error.reason}: ${error.message}`;
    }
    throw error;
  }
  return 'not refused';
}
