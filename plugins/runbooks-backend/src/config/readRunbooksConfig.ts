import { Config } from '@backstage/config';
import {
  dayOfIsoDate,
  durationSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** Files stand in the database and in memory while they come in. */
const LARGEST_FILE = 25 * 1024 * 1024;
const DEFAULT_FILE = 5 * 1024 * 1024;

/** Longest Markdown of a template, in characters. */
const MAX_TEMPLATE = 100_000;

const calendarSchema = z
  .strictObject({
    dates: z
      .array(
        z.string().refine(text => dayOfIsoDate(text) !== undefined, {
          error: 'must be a date that exists, such as 2026-12-25',
        }),
      )
      .default([]),
    weekdays: z.array(z.enum(WEEKDAYS)).default([]),
    url: z.url({ protocol: /^https?$/ }).optional(),
  })
  .refine(
    ({ dates, weekdays, url }) => dates.length + weekdays.length > 0 || url,
    { error: 'must have dates, weekdays or a url' },
  );

const schema = z
  .strictObject({
    readEvery: durationSchema('PT5M').default('PT5M'),
    actions: z.strictObject({ write: z.boolean().default(false) }).prefault({}),
    calendars: z
      .record(
        z.string().regex(/^\w[\w .:-]{0,99}$/, {
          error: 'is no name of a calendar: letters, digits, spaces, . : - _',
        }),
        calendarSchema,
      )
      .default({}),
    readCalendarsEvery: durationSchema('PT6H').default('PT6H'),
    templates: z
      .record(
        z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, {
          error: 'is no id of a template: lower-case letters, digits and -',
        }),
        z.union([z.string().max(MAX_TEMPLATE), z.literal(false)]),
      )
      .default({}),
    feeds: z.strictObject({ enabled: z.boolean().default(true) }).prefault({}),
    maxFileBytes: z
      .number()
      .int()
      .positive()
      .max(LARGEST_FILE)
      .default(DEFAULT_FILE),
    // `readChecksConfig` reads them.
    certificates: z.unknown().optional(),
    freezes: z.unknown().optional(),
    checkMatches: z.unknown().optional(),
  })
  .prefault({});

/** What `opsdeck.runbooks` says. */
export type RunbooksConfig = z.infer<typeof schema>;

/** A calendar of the configuration. */
export interface ConfiguredCalendar {
  name: string;
  dates: string[];
  /** 0 for Sunday. */
  weekdays: number[];
  /** Address of an `.ics` file; it may hold a secret. */
  url: string | undefined;
}

/**
 * Reads `opsdeck.runbooks`.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readRunbooksConfig(config: Config): RunbooksConfig {
  return parseConfig(config, 'opsdeck.runbooks', schema);
}

/** The calendars of a configuration. */
export function configuredCalendars({
  calendars,
}: Pick<RunbooksConfig, 'calendars'>): ConfiguredCalendar[] {
  return Object.entries(calendars).map(([name, { dates, weekdays, url }]) => ({
    name,
    dates,
    weekdays: weekdays.map(weekday => WEEKDAYS.indexOf(weekday)),
    url,
  }));
}
