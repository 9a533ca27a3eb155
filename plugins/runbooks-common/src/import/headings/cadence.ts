import { cadenceFromWords, type WordCadence } from './cadenceWords';
import { cronToRule } from './cron';

const FREQUENCY =
  /^FREQ=(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/;
const RULE_PART =
  /^(?:FREQ|INTERVAL|COUNT|UNTIL|BYSECOND|BYMINUTE|BYHOUR|BYDAY|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYMONTH|BYSETPOS|WKST)=[A-Z0-9,+-]+$/;

/** Normalised RRULE value (RFC 5545), or null when the text is none. */
function parseRule(text: string): string | null {
  const value = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '');
  const parts = value.split(';');
  const valid =
    parts.filter(part => FREQUENCY.test(part)).length === 1 &&
    parts.every(part => RULE_PART.test(part));
  return valid ? value : null;
}

const ISO_UNITS: Record<string, string> = {
  D: 'DAILY',
  W: 'WEEKLY',
  M: 'MONTHLY',
  Y: 'YEARLY',
};

/** RRULE value of an ISO-8601 duration of one unit, such as `P2W`. */
function parseIsoInterval(text: string): string | null {
  const match = /^P(?:(\d{1,3})([DWMY])|T(\d{1,3})H)$/i.exec(text.trim());
  if (!match) return null;
  const frequency = match[3] ? 'HOURLY' : ISO_UNITS[match[2].toUpperCase()];
  const interval = Number(match[3] ?? match[1]);
  if (interval < 1) return null;
  return `FREQ=${frequency}${interval > 1 ? `;INTERVAL=${interval}` : ''}`;
}

/** A declared cadence with the time of day that cron carries. */
export interface Cadence extends WordCadence {
  /** Local time of day, `HH:mm`. */
  at: string | null;
}

/**
 * Reads a declared cadence: an RRULE value, a Unix cron expression, an ISO-8601
 * duration or English words. Null when it is none of these.
 */
export function parseCadence(text: string): Cadence | null {
  const rule = parseRule(text) ?? parseIsoInterval(text);
  if (rule) return { rule, doubt: null, at: null };
  const cron = cronToRule(text);
  if (cron) return { rule: cron.rule, doubt: null, at: cron.at };
  // What is written like a rule but is none says nothing in words either.
  const words = text.includes('=') ? null : cadenceFromWords(text);
  return words ? { ...words, at: null } : null;
}
