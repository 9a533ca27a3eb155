import { IANAZone } from 'luxon';

const UNIT_CODES: [pattern: RegExp, code: string, time: boolean][] = [
  [/^(?:s|secs?|seconds?)$/i, 'S', true],
  [/^(?:m|mins?|minutes?)$/i, 'M', true],
  [/^(?:h|hrs?|hours?)$/i, 'H', true],
  [/^(?:d|days?)$/i, 'D', false],
  [/^(?:w|weeks?)$/i, 'W', false],
];

const AMOUNT =
  /(\d+(?:\.\d+)?)(?:\s*(?:-|–|—|to)\s*(\d+(?:\.\d+)?))?\s*-?\s*(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|[smhdw])\b/i;
const ISO_DURATION =
  /^P(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?!$)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;
const AT_ONCE = /\b(?:immediate(?:ly)?|at once|instant(?:ly)?)\b/i;

function isoOf(amount: number, unit: string): string | null {
  const found = UNIT_CODES.find(([pattern]) => pattern.test(unit));
  if (!found || !Number.isFinite(amount) || amount <= 0) return null;
  const [, code, time] = found;
  if (!Number.isInteger(amount)) {
    // Only hours are commonly written as a fraction: 1.5 hours.
    return code === 'H' ? isoOf(Math.round(amount * 60), 'm') : null;
  }
  return time ? `PT${amount}${code}` : `P${amount}${code}`;
}

/**
 * Reads a length of time in words ("< 2 minutes", "5-10 min", "1 hour 30
 * minutes") or ISO-8601 as an ISO-8601 duration. Of a range the longer end
 * counts. Null when there is none.
 */
export function durationFromWords(text: string): string | null {
  const trimmed = text.trim();
  if (ISO_DURATION.test(trimmed)) return trimmed;
  const match = AMOUNT.exec(trimmed);
  if (!match) return null;
  const first = isoOf(Number(match[2] ?? match[1]), match[3]);
  const rest = trimmed.slice(match.index + match[0].length);
  const minutes = /^\s*(?:,|and)?\s*(\d+)\s*(?:minutes?|mins?|m)\b/i.exec(rest);
  return first && minutes && /^PT\d+H$/.test(first)
    ? `${first}${minutes[1]}M`
    : first;
}

/** Like `durationFromWords`; "immediate" is `PT0S`. */
export function responseFromWords(text: string): string | null {
  return AT_ONCE.test(text) ? 'PT0S' : durationFromWords(text);
}

const CLOCK = /\b(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?\b/i;
const HOUR_ONLY = /\b(\d{1,2})\s*(am|pm)\b/i;

function clock(hour: number, minute: number, half?: string): string | null {
  let hours = hour;
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hours = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  if (hours > 23 || minute > 59) return null;
  return [hours, minute].map(n => String(n).padStart(2, '0')).join(':');
}

/** First time of day in a text as `HH:mm`, or null. */
export function timeOfDay(text: string): string | null {
  const exact = CLOCK.exec(text);
  if (exact) {
    // "2:00-4:00 AM" names the half of the day once for both.
    const half =
      exact[3] ??
      /^\s*(?:-|–|—|to)\s*[\d:]+\s*(am|pm)\b/i.exec(
        text.slice(exact.index + exact[0].length),
      )?.[1];
    return clock(Number(exact[1]), Number(exact[2]), half);
  }
  const hour = HOUR_ONLY.exec(text);
  return hour ? clock(Number(hour[1]), 0, hour[2]) : null;
}

/** True for an IANA zone name, `UTC` included. */
export function isZone(name: string): boolean {
  return name === 'UTC' || (name.includes('/') && IANAZone.isValidZone(name));
}

/** IANA zone named in a text, or null. */
export function zoneFromWords(text: string): string | null {
  if (/\b(?:UTC|GMT)\b/.test(text)) return 'UTC';
  const names =
    text.match(/\b[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_+-]+){1,2}/g) ?? [];
  return names.find(isZone) ?? null;
}
