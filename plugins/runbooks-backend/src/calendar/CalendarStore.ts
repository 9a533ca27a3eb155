import { Knex } from 'knex';
import { hashOf } from '../database/definitions';
import { ChecklistRow } from '../database/rows';
import { ConfiguredCalendar } from '../config/readRunbooksConfig';

interface CalendarRow {
  name: string;
  config_hash: string;
  fingerprint: string | null;
  ics: string | null;
  etag: string | null;
  read_at: string | null;
}

/** Which `.ics` text a calendar has, without the text. */
export interface CalendarVersion {
  /** SHA-256 of the text; null while it was never read. */
  fingerprint: string | null;
  /** What its host calls this version. */
  etag: string | null;
  /** When it was last read or found unchanged (UTC). */
  readAt: string | null;
}

/**
 * The configured calendars and the last good `.ics` text of each. Whatever changes the
 * days of one has the checklists that heed it planned anew.
 */
export class CalendarStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Keeps which calendars are configured; forgets those that are no more. */
  async configure(calendars: readonly ConfiguredCalendar[]): Promise<void> {
    await this.#knex.transaction(async trx => {
      const rows = await trx<CalendarRow>('runbook_calendars').select();
      const known = new Map(rows.map(row => [row.name, row]));
      const names = calendars.map(({ name }) => name);
      for (const calendar of calendars) {
        const config_hash = hashOf(calendar);
        const row = known.get(calendar.name);
        if (row?.config_hash === config_hash) continue;
        await trx<CalendarRow>('runbook_calendars')
          .insert({
            name: calendar.name,
            config_hash,
            fingerprint: null,
            ics: null,
            etag: null,
            read_at: null,
          })
          .onConflict('name')
          // The text of another address is not its last good one; a list of dates changes nothing there.
          .merge(['config_hash', 'etag']);
        await planAnew(trx, calendar.name);
      }
      const gone = rows.filter(({ name }) => !names.includes(name));
      for (const { name } of gone) {
        await trx('runbook_calendars').where({ name }).delete();
        await planAnew(trx, name);
      }
    });
  }

  /** The version of each calendar, by name. */
  async versions(): Promise<Map<string, CalendarVersion>> {
    const rows = await this.#knex<CalendarRow>('runbook_calendars').select(
      'name',
      'fingerprint',
      'etag',
      'read_at',
    );
    return new Map(
      rows.map(({ name, fingerprint, etag, read_at }) => [
        name,
        { fingerprint, etag, readAt: read_at },
      ]),
    );
  }

  /** The last good text of a calendar; null while there is none. */
  async text(name: string): Promise<string | null> {
    const row = await this.#knex<CalendarRow>('runbook_calendars')
      .where({ name })
      .first('ics');
    return row?.ics ?? null;
  }

  /** Keeps what was read of a calendar; a null text is the one that is there. */
  async save(
    trx: Knex.Transaction,
    {
      name,
      ics,
      etag,
    }: { name: string; ics: string | null; etag: string | null },
    now: Date,
  ): Promise<void> {
    const read_at = now.toISOString();
    const row = () => trx<CalendarRow>('runbook_calendars').where({ name });
    if (ics === null) {
      await row().update({ read_at });
      return;
    }
    const fingerprint = hashOf(ics);
    const before = await row().first('fingerprint');
    await row().update({ ics, fingerprint, etag, read_at });
    if (before && before.fingerprint !== fingerprint) {
      await planAnew(trx, name);
    }
  }
}

/** Has the checklists that heed a calendar looked at again at once. */
async function planAnew(trx: Knex.Transaction, calendar: string) {
  const heeding = () =>
    trx<ChecklistRow>('checklists').where({ calendar }).whereNull('gone_at');
  await heeding().increment('plan_version', 1);
  await heeding().update({ next_open_at: '' });
}
