import { Duration } from 'luxon';
import { unreadable } from './scheduleError';

/**
 * Parses an ISO-8601 duration such as `PT15M` or `P30D`.
 *
 * @throws ScheduleError, an InputError, when the text is no ISO-8601 duration, is negative or zero.
 */
export function parseDuration(text: string): Duration {
  const duration = Duration.fromISO(text);
  if (!duration.isValid || duration.toMillis() <= 0) {
    throw unreadable(
      `"${text}" is not a positive ISO-8601 duration; write for example PT15M, P1D or P2W`,
    );
  }
  return duration;
}

/**
 * Length of an ISO-8601 duration in milliseconds, with luxon's casual
 * conversion for calendar units (1 month = 30 days). For lengths and
 * thresholds only; add durations to instants with calendar arithmetic.
 */
export function durationMillis(text: string): number {
  return parseDuration(text).toMillis();
}

const UNITS: [label: string, ms: number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
];

/**
 * A length of time as people say it, two units at most: "1 h 12 min", "47 min",
 * "3 d 4 h", "8 s". Negative lengths keep their sign.
 */
export function humanDuration(ms: number): string {
  const sign = ms < 0 ? '−' : '';
  let rest = Math.round(Math.abs(ms) / 1000) * 1000;
  const first = UNITS.findIndex(([, unit]) => rest >= unit);
  if (first < 0) return '0 s';
  // Two units, but no seconds from ten minutes on: they say nothing there.
  const smallest =
    rest >= 600_000 && rest < 3_600_000
      ? 60_000
      : UNITS[Math.min(first + 1, UNITS.length - 1)][1];
  rest = Math.round(rest / smallest) * smallest;
  const parts: string[] = [];
  for (const [label, unit] of UNITS) {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    if (count > 0) parts.push(`${count} ${label}`);
  }
  return sign + parts.slice(0, 2).join(' ');
}
