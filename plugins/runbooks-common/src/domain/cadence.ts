import { InputError } from '@backstage/errors';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** When a checklist comes round. */
export interface Recurrence {
  /** RRULE value (RFC 5545) without the `RRULE:` prefix. */
  cadence: string;
  /** Local time of day at which it is due, `HH:mm`; null means by the end of the day. */
  at: string | null;
  /** IANA zone; null means UTC. */
  zone: string | null;
}

/** A recurrence taken apart. */
export interface Cadence {
  zone: string;
  /** Local times of a day; more than one when the rule names hours. */
  times: Temporal.PlainTime[];
  /** False when each occurrence may be done at any time of its day or period. */
  timeDeclared: boolean;
  /** How long one occurrence may take place: the period when no day is named. */
  window: Temporal.Duration;
  /** How long after it was due it counts as overdue before it is missed. */
  grace: Temporal.Duration;
  /** The local dates on which it comes round. */
  datesBetween(
    from: Temporal.PlainDate,
    to: Temporal.PlainDate,
  ): Temporal.PlainDate[];
}

/**
 * Where rules that name no day begin: a Monday, the first of a month and of a
 * year. So weekly means weeks from Monday and quarterly the calendar's quarters,
 * and every backend counts "every second week" alike.
 */
const ANCHOR = '20240101T120000';

const MAX_TIMES_A_DAY = 48;

const GRACE: Record<string, Temporal.DurationLike> = {
  HOURLY: { minutes: 30 },
  DAILY: { hours: 12 },
  WEEKLY: { hours: 48 },
  MONTHLY: { hours: 7 * 24 },
  YEARLY: { hours: 30 * 24 },
};

/** Parts that name the day of a period. */
const DAY_PARTS = ['BYDAY', 'BYMONTHDAY', 'BYYEARDAY', 'BYSETPOS'];

/**
 * Takes a recurrence apart.
 *
 * @throws InputError saying what of it cannot be used.
 */
export function parseCadence({ cadence, at, zone }: Recurrence): Cadence {
  const parts = partsOf(cadence);
  const frequency = parts.get('FREQ') ?? '';
  if (!(frequency in GRACE)) {
    throw new InputError(
      `The cadence "${cadence}" must have a FREQ of HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY`,
    );
  }
  if (parts.has('COUNT')) {
    throw new InputError(
      `The cadence "${cadence}" ends after a COUNT, but has no beginning to count from; use UNTIL`,
    );
  }
  const times = timesOf(parts, frequency, at);
  const rule = ruleOf(parts, frequency, cadence);
  return {
    zone: zone ?? 'UTC',
    times,
    timeDeclared: at !== null || times.length > 1,
    window: windowOf(parts, frequency),
    grace: Temporal.Duration.from(GRACE[frequency]),
    datesBetween: (from, to) => datesBetween(rule, cadence, from, to),
  };
}

function partsOf(cadence: string): Map<string, string> {
  return new Map(
    cadence
      .toUpperCase()
      .split(';')
      .map(part => {
        const [name, value = ''] = part.split('=');
        return [name.trim(), value.trim()];
      }),
  );
}

/**
 * Only dates come from the rule: at noon UTC no date is skipped, so the policy for
 * daylight-saving gaps is ours. Hours become times of day.
 */
function ruleOf(
  parts: ReadonlyMap<string, string>,
  frequency: string,
  cadence: string,
): RRuleTemporal {
  const dateParts = [...parts]
    .filter(([name]) => !['BYHOUR', 'BYMINUTE', 'BYSECOND'].includes(name))
    .filter(([name]) => frequency !== 'HOURLY' || name !== 'INTERVAL')
    .map(([name, value]) =>
      name === 'FREQ' && value === 'HOURLY' ? 'FREQ=DAILY' : `${name}=${value}`,
    );
  try {
    return new RRuleTemporal({
      rruleString: `DTSTART;TZID=UTC:${ANCHOR}\nRRULE:${dateParts.join(';')}`,
    });
  } catch (error) {
    throw new InputError(
      `The cadence "${cadence}" is no valid RRULE: ${String(
        error instanceof Error ? error.message : error,
      )}`,
    );
  }
}

function timesOf(
  parts: ReadonlyMap<string, string>,
  frequency: string,
  at: string | null,
): Temporal.PlainTime[] {
  const numbers = (name: string) =>
    parts.get(name)?.split(',').map(Number) ?? undefined;
  const declared = Temporal.PlainTime.from(at ?? '00:00');
  const minutes = numbers('BYMINUTE') ?? [declared.minute];
  let hours = numbers('BYHOUR') ?? [declared.hour];
  if (frequency === 'HOURLY' && !parts.has('BYHOUR')) {
    const interval = Number(parts.get('INTERVAL') ?? 1);
    if (!(interval >= 1) || 24 % interval !== 0) {
      throw new InputError(
        'An hourly cadence must have an INTERVAL that divides a day, such as 1, 2, 3, 4, 6, 8 or 12',
      );
    }
    hours = Array.from({ length: 24 / interval }, (_, n) => n * interval);
  }
  if (hours.length * minutes.length > MAX_TIMES_A_DAY) {
    throw new InputError(
      `The cadence comes round more than ${MAX_TIMES_A_DAY} times a day`,
    );
  }
  try {
    return hours.flatMap(hour =>
      minutes.map(minute =>
        Temporal.PlainTime.from({ hour, minute }, { overflow: 'reject' }),
      ),
    );
  } catch (error) {
    throw new InputError(
      'The cadence names an hour or minute there is not',
      error,
    );
  }
}

function windowOf(
  parts: ReadonlyMap<string, string>,
  frequency: string,
): Temporal.Duration {
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const namesDay = DAY_PARTS.some(name => parts.has(name));
  if (namesDay || frequency === 'DAILY' || frequency === 'HOURLY') {
    return Temporal.Duration.from({ days: 1 });
  }
  if (parts.has('BYWEEKNO')) return Temporal.Duration.from({ weeks: 1 });
  if (parts.has('BYMONTH')) return Temporal.Duration.from({ months: 1 });
  if (frequency === 'WEEKLY') {
    return Temporal.Duration.from({ weeks: interval });
  }
  return frequency === 'MONTHLY'
    ? Temporal.Duration.from({ months: interval })
    : Temporal.Duration.from({ years: interval });
}

function datesBetween(
  rule: RRuleTemporal,
  cadence: string,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Temporal.PlainDate[] {
  const noon = (date: Temporal.PlainDate) =>
    new Date(`${date.toString()}T12:00:00Z`);
  try {
    return rule.between(noon(from), noon(to), true).map(each =>
      Temporal.PlainDate.from({
        year: each.year,
        month: each.month,
        day: each.day,
      }),
    );
  } catch (error) {
    throw new InputError(
      `The cadence "${cadence}" names no day that the calendar has`,
      error,
    );
  }
}
