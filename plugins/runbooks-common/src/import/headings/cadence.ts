import {
  ScheduleError,
  parseDuration,
  parseRuleParts,
} from '@opsdeck/backstage-plugin-operations-common';
import { cadenceFromWords, type WordCadence } from './cadenceWords';
import { cronToRule } from './cron';

/** Normalised RRULE value (RFC 5545), or null when the text is none. */
function parseRule(text: string): string | null {
  const value = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '');
  return attempt(() => {
    parseRuleParts(value);
    return value;
  });
}

/** What a parser answers, or null when the text is not its own. */
function attempt<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ScheduleError) return null;
    throw error;
  }
}

const ISO_UNITS: Record<string, string> = {
  hours: 'HOURLY',
  days: 'DAILY',
  weeks: 'WEEKLY',
  months: 'MONTHLY',
  years: 'YEARLY',
};

/** RRULE value of an ISO-8601 duration of one unit, such as `P2W`. */
function parseIsoInterval(text: string): string | null {
  const duration = attempt(() => parseDuration(text.trim().toUpperCase()));
  const units = Object.entries(duration?.toObject() ?? {});
  const [[unit, interval] = []] = units;
  const frequency = ISO_UNITS[unit ?? ''];
  if (units.length !== 1 || !frequency || !Number.isInteger(interval)) {
    return null;
  }
  return `FREQ=${frequency}${interval === 1 ? '' : `;INTERVAL=${interval}`}`;
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
