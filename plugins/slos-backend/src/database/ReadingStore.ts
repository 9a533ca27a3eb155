import { ReadInterval } from '@opsdeck/backstage-plugin-slos-common';
import { Knex } from 'knex';
import { chunksOf } from './chunksOf';

/** How much of a ledger the source was asked for. */
export interface Reading {
  /** Without holes; undefined before the first answer. */
  read?: ReadInterval;
  /** What keeps the source from going back further, in words. */
  limit: string | null;
  /** Why the source refuses the queries; null when it answers. */
  refusal: string | null;
}

interface ReadingRow {
  ledger_key: string;
  read_from: string | null;
  read_to: string | null;
  limit_note: string | null;
  refusal: string | null;
  updated_at: string;
}

/** How far each ledger was read. */
export class ReadingStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Readings by ledger; those never asked for are absent. */
  async get(
    ledgerKeys: readonly string[],
    connection: Knex = this.#knex,
  ): Promise<Map<string, Reading>> {
    const readings = new Map<string, Reading>();
    for (const keys of chunksOf(ledgerKeys, 500)) {
      const rows = await connection<ReadingRow>('slo_readings').whereIn(
        'ledger_key',
        keys,
      );
      for (const row of rows) readings.set(row.ledger_key, toReading(row));
    }
    return readings;
  }

  async save(
    trx: Knex.Transaction,
    readings: ReadonlyMap<string, Reading>,
    now: Date,
  ): Promise<void> {
    for (const entries of chunksOf([...readings])) {
      await trx<ReadingRow>('slo_readings')
        .insert(
          entries.map(([key, { read, limit, refusal }]) => ({
            ledger_key: key,
            read_from: read ? new Date(read.from).toISOString() : null,
            read_to: read ? new Date(read.to).toISOString() : null,
            limit_note: limit,
            refusal,
            updated_at: now.toISOString(),
          })),
        )
        .onConflict('ledger_key')
        .merge();
    }
  }

  /**
   * At most `limit` ledgers that no objective uses any more and that were not
   * written since the instant.
   */
  async orphans(updatedBefore: Date, limit: number): Promise<string[]> {
    return this.#knex<ReadingRow>('slo_readings')
      .where('updated_at', '<', updatedBefore.toISOString())
      .whereNotExists(
        this.#knex('slo_objectives')
          .select('slo_id')
          .whereRaw('slo_objectives.ledger_key = slo_readings.ledger_key'),
      )
      .orderBy('updated_at')
      .limit(limit)
      .pluck('ledger_key');
  }

  async delete(trx: Knex.Transaction, ledgerKeys: readonly string[]) {
    for (const keys of chunksOf(ledgerKeys)) {
      await trx('slo_readings').whereIn('ledger_key', keys).delete();
    }
  }

  /** In one transaction of this database. */
  async transaction<T>(work: (trx: Knex.Transaction) => Promise<T>) {
    return this.#knex.transaction(work);
  }
}

function toReading(row: ReadingRow): Reading {
  return {
    ...(row.read_from !== null && row.read_to !== null
      ? {
          read: {
            from: Date.parse(row.read_from),
            to: Date.parse(row.read_to),
          },
        }
      : {}),
    limit: row.limit_note,
    refusal: row.refusal,
  };
}
