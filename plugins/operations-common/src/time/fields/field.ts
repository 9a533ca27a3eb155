import { quoted, unreadable } from '../scheduleError';

/** One field of a cron expression: its name, its range, and what may stand in it. */
export interface FieldRange {
  name: string;
  low: number;
  high: number;
  /** Three-letter names in order, from `firstName` on. */
  names?: readonly string[];
  firstName?: number;
  /** Highest value of `*` and of `n/step`, where it is not `high`. */
  top?: number;
  /** Whether a range may run over the end, as `FRI-MON`. */
  wraps?: boolean;
  /** Whether a step beyond the range is refused. */
  strictStep?: boolean;
}

/** What a field selects. */
export interface Field {
  /** In order, each once. */
  values: number[];
  /** Whether it restricts nothing: it holds a `*` without a step. */
  any: boolean;
}

export const MONTH_NAMES =
  'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
export const WEEKDAY_NAMES = 'SUN MON TUE WED THU FRI SAT'.split(' ');

const ELEMENT =
  /^(?:(\*)|([A-Za-z]+|\d{1,4})(?:-([A-Za-z]+|\d{1,4}))?)(?:\/(\d{1,4}))?$/;

/**
 * Reads a field of lists, ranges and steps, such as `1-5`, `*`+`/15` or `MON,WED`.
 *
 * @throws ScheduleError naming the field and what is wrong with it.
 */
export function parseField(text: string, range: FieldRange): Field {
  const values = new Set<number>();
  let any = false;
  for (const element of text.split(',')) {
    const match = ELEMENT.exec(element);
    if (!match) {
      throw unreadable(
        `The ${range.name} ${quoted(text)} is no value, list, range or step`,
      );
    }
    const [, star, first, last, stepText] = match;
    const step = stepOf(stepText, range);
    if (star && step === 1) any = true;
    const [from, to] = star
      ? [range.low, range.top ?? range.high]
      : boundsOf(first, last, stepText, range);
    addRange(values, from, to, step, range);
  }
  return { values: [...values].sort((a, b) => a - b), any };
}

function stepOf(text: string | undefined, range: FieldRange): number {
  if (text === undefined) return 1;
  const step = Number(text);
  if (step < 1 || (range.strictStep && step > range.high)) {
    throw unreadable(
      `The ${range.name} has a step of ${text}; it must be 1 to ${range.high}`,
    );
  }
  return step;
}

function boundsOf(
  first: string,
  last: string | undefined,
  step: string | undefined,
  range: FieldRange,
): [from: number, to: number] {
  const from = valueOf(first, range);
  if (last !== undefined) return [from, valueOf(last, range)];
  return [from, step === undefined ? from : range.top ?? range.high];
}

/** A number or name of a field. */
export function valueOf(text: string, range: FieldRange): number {
  const named = range.names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return named + (range.firstName ?? range.low);
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= range.low && value <= range.high)) {
    const names = range.names ? ` or ${range.names.join(', ')}` : '';
    throw unreadable(
      `The ${range.name} ${quoted(text)} is not ${range.low} to ${
        range.high
      }${names}`,
    );
  }
  return value;
}

function addRange(
  values: Set<number>,
  from: number,
  to: number,
  step: number,
  range: FieldRange,
): void {
  if (from > to && !range.wraps) {
    throw unreadable(
      `The ${range.name} has a range from ${from} down to ${to}; write it as two`,
    );
  }
  const size = range.high - range.low + 1;
  const end = from > to ? to + size : to;
  for (let value = from; value <= end; value += step) {
    values.add(value > range.high ? value - size : value);
  }
}
