import type { DaylightSavingPolicy } from './zone/daylightSaving';
import type { Zone } from './zone/zone';

/** The dialects in which schedules are met in the field. */
export const SCHEDULE_DIALECTS = [
  'rrule',
  'cron',
  'aws',
  'k8up',
  'rds',
  'azure',
  'google',
  'iso',
] as const;

export type ScheduleDialect = (typeof SCHEDULE_DIALECTS)[number];

/** What a parser may need besides the expression. */
export interface ReadingContext {
  /** Zone for expressions that name none. */
  zone: Zone;
  /** Start of what is counted from a beginning; epoch milliseconds. */
  anchor: number | undefined;
  /** What K8up derives its random times from: `namespace/name@type`. */
  seed: string | undefined;
  policy: DaylightSavingPolicy;
}

/** An expression that was read. */
export interface Reading {
  /** Zone in which it is meant. */
  zone: Zone;
  /** Its instants after one, in order, each once; epoch milliseconds. */
  instantsAfter(instant: number): Iterable<number>;
}

/** A parser of one dialect. Throws ScheduleError on what it cannot read. */
export type DialectParser = (
  expression: string,
  context: ReadingContext,
) => Reading;
