import { UrlReaderService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  ReadContext,
  Source,
  SourceError,
  SourcePage,
  SourceScope,
  readBounded,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  ScheduleError,
  calendarOfIcs,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { ConfiguredCalendar } from '../config/readRunbooksConfig';
import { CalendarStore } from './CalendarStore';

export const calendarRecordSchema = z.object({
  calendar: z.string(),
  /** Null when it has not changed. */
  ics: z.string().nullable(),
  etag: z.string().nullable(),
});

/** What was read of a calendar. */
export type CalendarRecord = z.infer<typeof calendarRecordSchema>;

export const CALENDAR_SOURCE = 'business-calendars';

export interface CalendarSourceOptions {
  calendars: readonly ConfiguredCalendar[];
  store: Pick<CalendarStore, 'versions'>;
  urlReader: UrlReaderService;
  /** How often each is asked for (ISO-8601 duration). */
  cadence: string;
}

/**
 * Reads the `.ics` files of the configured calendars through the URL reader: a file is
 * sent again only when it has changed, and one that cannot be read as a calendar
 * leaves the last good one in use.
 */
export class CalendarSource implements Source<CalendarRecord> {
  readonly id = CALENDAR_SOURCE;
  readonly title = 'Business calendars';
  readonly provider = 'calendar';
  readonly cadence: string;
  readonly timeout = 'PT1M';
  readonly reading = 'complete';
  readonly requiredPermissions = [
    'read access to the addresses, through `integrations` or `backend.reading.allow`',
  ];
  readonly policies = [];
  readonly recordSchema = calendarRecordSchema;
  readonly #options: CalendarSourceOptions;

  constructor(options: CalendarSourceOptions) {
    this.#options = options;
    this.cadence = options.cadence;
  }

  /** One scope for each calendar with an address; the address stays out of the database. */
  async scopes(): Promise<SourceScope[]> {
    return this.#options.calendars
      .filter(({ url }) => url !== undefined)
      .map(({ name }) => ({ id: name, title: name, attributes: {} }));
  }

  async *read(
    { id }: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<CalendarRecord>> {
    const { calendars, store, urlReader } = this.#options;
    const url = calendars.find(({ name }) => name === id)?.url;
    if (url === undefined) {
      throw new SourceError(
        'configuration',
        `The calendar "${id}" has no address any more`,
      );
    }
    const known = (await store.versions()).get(id);
    await context.countCall();
    let ics: string | null = null;
    let etag = known?.etag ?? null;
    try {
      const response = await urlReader.readUrl(url, {
        etag: etag ?? undefined,
        signal: context.signal,
      });
      ics = (await readBounded(response)).toString('utf8');
      etag = response.etag ?? null;
    } catch (error) {
      const isUnchanged =
        isError(error) && error.name === 'NotModifiedError' && known;
      if (!isUnchanged) throw error;
    }
    if (ics !== null) requireCalendar(id, ics);
    yield { records: [{ calendar: id, ics, etag }] };
  }
}

/** @throws SourceError saying what is no calendar, and where. */
function requireCalendar(name: string, ics: string): void {
  try {
    calendarOfIcs(name, ics);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    const line = error.line === undefined ? '' : ` (line ${error.line})`;
    throw new SourceError('malformed', `${error.message}${line}`, {
      cause: error,
    });
  }
}
