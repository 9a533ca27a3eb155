import {
  Calendar,
  ScheduleError,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  ScheduleRules,
  businessCalendar,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { ConfiguredCalendar } from '../config/readRunbooksConfig';
import { CalendarStore } from './CalendarStore';

/** What a checklist gets when it asks for its calendar. */
export interface HeededCalendar {
  /** Undefined while every day counts as a working day. */
  calendar: Calendar | undefined;
  /** Why the calendar is not, or not wholly, heeded; null when it is. */
  problem: string | null;
}

/** Finds calendars by name, as of one instant. */
export type CalendarLookup = (
  rules: Pick<ScheduleRules, 'calendar'> | undefined,
) => HeededCalendar;

interface Parsed {
  fingerprint: string | null;
  heeded: HeededCalendar;
}

/**
 * The calendars as configured, with the last good text of those that have an address.
 * Parsed ones are kept until their text changes.
 */
export class BusinessCalendars {
  readonly #configured: ReadonlyMap<string, ConfiguredCalendar>;
  readonly #store: CalendarStore;
  readonly #parsed = new Map<string, Parsed>();

  constructor(configured: readonly ConfiguredCalendar[], store: CalendarStore) {
    this.#configured = new Map(configured.map(each => [each.name, each]));
    this.#store = store;
  }

  /** The calendars as they are now. */
  async load(): Promise<CalendarLookup> {
    if (this.#configured.size > 0) await this.#refresh();
    return rules => this.#heeded(rules?.calendar);
  }

  #heeded(name: string | undefined): HeededCalendar {
    if (name === undefined) return { calendar: undefined, problem: null };
    return (
      this.#parsed.get(name)?.heeded ?? {
        calendar: undefined,
        problem: `There is no calendar "${name}" in opsdeck.runbooks.calendars; every day counts as a working day`,
      }
    );
  }

  async #refresh(): Promise<void> {
    const versions = await this.#store.versions();
    for (const calendar of this.#configured.values()) {
      const { name, url } = calendar;
      const fingerprint = (url && versions.get(name)?.fingerprint) || null;
      const known = this.#parsed.get(name);
      if (known && known.fingerprint === fingerprint) continue;
      const ics = fingerprint === null ? null : await this.#store.text(name);
      this.#parsed.set(name, { fingerprint, heeded: parse(calendar, ics) });
    }
  }
}

function parse(
  { name, dates, weekdays, url }: ConfiguredCalendar,
  ics: string | null,
): HeededCalendar {
  try {
    return {
      calendar: businessCalendar({ name, dates, weekdays, ics }),
      problem:
        url !== undefined && ics === null
          ? `The .ics file of the calendar "${name}" was not read yet; its days count as working days`
          : null,
    };
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    return {
      calendar: businessCalendar({ name, dates, weekdays }),
      problem: `The .ics file of the calendar "${name}" cannot be read: ${error.message}`,
    };
  }
}
