/** iCalendar weekday codes by English name. */
const WEEKDAYS: Record<string, string> = {
  monday: 'MO',
  tuesday: 'TU',
  wednesday: 'WE',
  thursday: 'TH',
  friday: 'FR',
  saturday: 'SA',
  sunday: 'SU',
};

const ORDINALS: Record<string, number> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  last: -1,
};

const NUMBERS: Record<string, number> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  twelve: 12,
  other: 2,
  second: 2,
};

const UNITS: Record<string, string> = {
  hour: 'HOURLY',
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  quarter: 'MONTHLY',
  year: 'YEARLY',
};

/** Words for a whole rule; longer ones stand first. */
const NAMED: [pattern: RegExp, rule: string][] = [
  [/\b(?:bi-?weekly|fortnightly)\b/, 'FREQ=WEEKLY;INTERVAL=2'],
  [/\bbi-?monthly\b/, 'FREQ=MONTHLY;INTERVAL=2'],
  [
    /\b(?:semi-?annual(?:ly)?|bi-?annual(?:ly)?|half-?yearly|twice (?:a|per) year)\b/,
    'FREQ=MONTHLY;INTERVAL=6',
  ],
  [/\bhourly\b/, 'FREQ=HOURLY'],
  [
    /\b(?:every|each|on) (?:weekday|working day|business day|work day)s?\b/,
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  ],
  [
    /\b(?:daily|nightly|(?:every|each) (?:morning|night|evening))\b/,
    'FREQ=DAILY',
  ],
  [/\bweekly\b/, 'FREQ=WEEKLY'],
  [/\bmonthly\b/, 'FREQ=MONTHLY'],
  [/\bquarterly\b/, 'FREQ=MONTHLY;INTERVAL=3'],
  [/\b(?:yearly|annual(?:ly)?)\b/, 'FREQ=YEARLY'],
];

const EVERY =
  /\b(?:every|each|once (?:a|per|every)) (?:(\d{1,2}|two|three|four|five|six|twelve|other|second) )?(hour|day|week|month|quarter|year)s?\b/;
const DAY = '(monday|tuesday|wednesday|thursday|friday|saturday|sunday)';
const ORDINAL_DAY = new RegExp(
  `\\b(first|1st|second|2nd|third|3rd|fourth|4th|last) (?:${DAY}|day)\\b`,
);
const EVERY_DAY_NAME = new RegExp(
  `\\b(?:every|each|on) ${DAY}s?\\b|\\b${DAY}s\\b`,
);
const DAY_NAME = new RegExp(`\\b${DAY}\\b`);
const DAY_OF_MONTH = /\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)\b/;

/** A cadence found in words. */
export interface WordCadence {
  /** RRULE value; null when more than one cadence is named. */
  rule: string | null;
  /** What does not determine the day, as a sentence; null when all is said. */
  doubt: string | null;
}

function intervalRule(frequency: string, interval: number): string {
  return interval === 1
    ? `FREQ=${frequency}`
    : `FREQ=${frequency};INTERVAL=${interval}`;
}

function everyRule(text: string): string | null {
  const match = EVERY.exec(text);
  if (!match) return null;
  const count = match[1] ? NUMBERS[match[1]] ?? Number(match[1]) : 1;
  if (count < 1) return null;
  const months = match[2] === 'quarter' ? 3 : 1;
  return intervalRule(UNITS[match[2]], count * months);
}

function namedRules(text: string): Set<string> {
  const rules = new Set<string>();
  let rest = text;
  for (const [pattern, rule] of NAMED) {
    if (pattern.test(rest)) rules.add(rule);
    // "Weekly" inside "bi-weekly" does not count again.
    rest = rest.replace(pattern, ' ');
  }
  return rules;
}

function monthlyDay(text: string): string | null {
  const ordinal = ORDINAL_DAY.exec(text);
  if (ordinal) {
    const position = ORDINALS[ordinal[1]];
    return ordinal[2]
      ? `BYDAY=${position}${WEEKDAYS[ordinal[2]]}`
      : `BYMONTHDAY=${position}`;
  }
  const date = DAY_OF_MONTH.exec(text);
  const day = date ? Number(date[1]) : 0;
  return day >= 1 && day <= 31 ? `BYMONTHDAY=${day}` : null;
}

/**
 * Reads a cadence from English words, such as "Weekly (Sunday)" or "first Monday
 * of every month", as an RRULE value (RFC 5545). Null when none is named.
 */
export function cadenceFromWords(words: string): WordCadence | null {
  const text = words.toLowerCase().replace(/[_\s]+/g, ' ');
  const rules = namedRules(text);
  const every = everyRule(text);
  if (every) rules.add(every);
  if (rules.size > 1) {
    return {
      rule: null,
      doubt: 'more than one cadence is named',
    };
  }
  const [rule] = rules;
  const day = monthlyDay(text);
  if (!rule) {
    if (day && /\bmonth\b/.test(text)) {
      return { rule: `FREQ=MONTHLY;${day}`, doubt: null };
    }
    const name = EVERY_DAY_NAME.exec(text);
    return name
      ? {
          rule: `FREQ=WEEKLY;BYDAY=${WEEKDAYS[name[1] ?? name[2]]}`,
          doubt: null,
        }
      : null;
  }
  const dayName = DAY_NAME.exec(text)?.[1];
  if (rule.startsWith('FREQ=WEEKLY') && dayName && !rule.includes('BYDAY')) {
    return { rule: `${rule};BYDAY=${WEEKDAYS[dayName]}`, doubt: null };
  }
  if (rule.startsWith('FREQ=MONTHLY')) {
    if (day) return { rule: `${rule};${day}`, doubt: null };
    if (dayName) {
      return { rule, doubt: `it does not say which ${dayName} of the month` };
    }
  }
  return { rule, doubt: null };
}
