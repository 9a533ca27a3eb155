const NUMBER_WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** A number as people write it: digits or a word up to twelve, `a` for one. */
export const NUMBER = `(?:\\d+(?:\\.\\d+)?|an?|${NUMBER_WORDS.join('|')})`;

/** Value of what `NUMBER` matches. */
export function numberOf(text: string): number {
  const word = text.toLowerCase();
  if (word === 'a' || word === 'an') return 1;
  const index = NUMBER_WORDS.indexOf(word);
  return index >= 0 ? index : Number(text);
}

const MINUTES: Record<string, number> = {
  s: 1 / 60,
  second: 1 / 60,
  min: 1,
  minute: 1,
  h: 60,
  hour: 60,
  day: 24 * 60,
  week: 7 * 24 * 60,
  month: 30 * 24 * 60,
  year: 365 * 24 * 60,
};

/** A length of time as people write it; two groups, number and unit. */
export const DURATION = `(${NUMBER})[ -]?(seconds?|s|minutes?|mins?|hours?|h|days?|weeks?|months?|years?)\\b`;

/** Minutes of a number and a unit; a month has 30 days and a year 365. */
export function minutesOf(number: string, unit: string): number {
  const name = unit.toLowerCase();
  const minutes = MINUTES[name] ?? MINUTES[name.replace(/s$/, '')];
  return numberOf(number) * minutes;
}

/** A length of time found in a text. */
export interface FoundDuration {
  minutes: number;
  text: string;
}

/** All lengths of time in a text, in minutes; "a second" is mostly another one. */
export function durationsIn(text: string): FoundDuration[] {
  return [
    ...text.matchAll(new RegExp(`\\b(?!a second\\b)${DURATION}`, 'gi')),
  ].map(match => ({
    minutes: minutesOf(match[1], match[2]),
    text: match[0],
  }));
}

/** Minutes in words that fit. */
export function lengthText(minutes: number): string {
  const units: [number, string][] = [
    [7 * 24 * 60, 'week'],
    [24 * 60, 'day'],
    [60, 'hour'],
    [1, 'minute'],
  ];
  const [size, unit] = units.find(
    ([length]) => minutes >= length && minutes % length === 0,
  ) ?? [1, 'minute'];
  const count = minutes / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The sentences of a text. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?;])\s+/);
}
