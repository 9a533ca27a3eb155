/** Instants that are younger than this when compared may differ from one answer to the next. */
const RECENT_MS = 3 * 60_000;

/**
 * An answer without what two answers of the very same data differ in: instants
 * of the last minutes and the coming ones, and the fourth digit of a figure that
 * moves with the clock.
 */
export function comparable(answer: unknown, now = Date.now()): unknown {
  if (Array.isArray(answer)) return answer.map(each => comparable(each, now));
  if (typeof answer === 'number') {
    return Number.isInteger(answer) && Math.abs(answer) < 10_000
      ? answer
      : Number(answer.toPrecision(3));
  }
  if (typeof answer === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(answer)) {
    return Date.parse(answer) > now - RECENT_MS ? 'about now' : answer;
  }
  if (typeof answer === 'object' && answer !== null) {
    return Object.fromEntries(
      Object.entries(answer).map(([key, value]) => [
        key,
        comparable(value, now),
      ]),
    );
  }
  return answer;
}
