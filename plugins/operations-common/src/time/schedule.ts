import { candidateDialects } from './detect';
import { parseAws } from './dialect/aws';
import { parseAzure, parseGoogle } from './dialect/cloudWindows';
import { parseCron } from './dialect/cron';
import { parseIso } from './dialect/iso';
import { parseK8up } from './dialect/k8up';
import { parseRds } from './dialect/rds';
import { parseRrule } from './dialect/rrule';
import type { DialectParser, Reading, ScheduleDialect } from './reading';
import { ScheduleError, quoted, unreadable } from './scheduleError';
import { DAY, LAST_YEAR, dayNumber } from './zone/civil';
import { DEFAULT_POLICY, DaylightSavingPolicy } from './zone/daylightSaving';
import { zoneOf } from './zone/zone';

/** How to read an expression. */
export interface ScheduleOptions {
  /** Without it the shape of the expression decides, and several candidates are an error. */
  dialect?: ScheduleDialect;
  /** IANA zone for an expression that names none; UTC by default. */
  zone?: string;
  /** Beginning of what names none: an RRULE without DTSTART, a rate, an ISO duration. */
  anchor?: Date;
  /** K8up's seed, `namespace/name@type`. */
  seed?: string;
  /** What to do where the clocks change; by default the first valid instant, the first of two. */
  policy?: Partial<DaylightSavingPolicy>;
}

/** When something comes round. Pure: it knows no clock. */
export interface Schedule {
  readonly expression: string;
  readonly dialect: ScheduleDialect;
  /** IANA zone in which it is meant. */
  readonly zone: string;
  /** The occurrences strictly after an instant, in order, each once; they may end. */
  occurrencesAfter(instant: Date): Iterable<Date>;
  /** The first so many of them; fewer when it ends. */
  after(instant: Date, count: number): Date[];
}

const LONGEST = 100_000;

const PARSERS: Record<ScheduleDialect, DialectParser> = {
  rrule: parseRrule,
  cron: parseCron,
  aws: parseAws,
  k8up: parseK8up,
  rds: parseRds,
  azure: parseAzure,
  google: parseGoogle,
  iso: parseIso,
};

/**
 * Reads a schedule of any dialect.
 *
 * @throws ScheduleError when it is unreadable, ambiguous, never occurs, or needs an
 *   anchor or a seed that is not given.
 */
export function parseSchedule(
  expression: string,
  options: ScheduleOptions = {},
): Schedule {
  const text = expression.trim();
  if (!text) throw unreadable('The schedule is empty');
  if (text.length > LONGEST) {
    throw unreadable(`The schedule is longer than ${LONGEST} characters`);
  }
  const dialect = options.dialect ?? dialectOf(text);
  const reading = PARSERS[dialect](text, {
    zone: zoneOf(options.zone ?? 'UTC'),
    anchor: options.anchor?.getTime(),
    seed: options.seed,
    policy: { ...DEFAULT_POLICY, ...options.policy },
  });
  const zone = reading.zone.name;
  return makeSchedule({ expression, dialect, zone }, reading.instantsAfter);
}

function dialectOf(text: string): ScheduleDialect {
  const candidates = candidateDialects(text);
  if (candidates.length === 1) return candidates[0];
  if (candidates.length === 0) {
    throw unreadable(`${quoted(text)} looks like no schedule of any dialect`);
  }
  throw new ScheduleError(
    'ambiguous',
    `${quoted(text)} reads differently as ${candidates.join(
      ' and as ',
    )}; name the dialect`,
  );
}

const END = dayNumber(LAST_YEAR + 1, 1, 1) * DAY;

/** A schedule of its instants after one, in order, each once. */
export function makeSchedule(
  facts: Pick<Schedule, 'expression' | 'dialect' | 'zone'>,
  instantsAfter: Reading['instantsAfter'],
): Schedule {
  function* occurrencesAfter(instant: Date): Generator<Date> {
    for (const each of instantsAfter(instant.getTime())) {
      if (each >= END) return;
      yield new Date(each);
    }
  }
  return {
    expression: facts.expression,
    dialect: facts.dialect,
    zone: facts.zone,
    occurrencesAfter,
    after(instant, count) {
      const found: Date[] = [];
      if (count < 1) return found;
      for (const occurrence of occurrencesAfter(instant)) {
        found.push(occurrence);
        if (found.length >= count) break;
      }
      return found;
    },
  };
}
