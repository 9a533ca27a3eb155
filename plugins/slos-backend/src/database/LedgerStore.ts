import { LoggerService } from '@backstage/backend-plugin-api';
import {
  LedgerCodecError,
  LedgerDay,
  decodeLedgerDay,
  encodeLedgerDay,
} from '@opsdeck/backstage-plugin-slos-common';
import { Knex } from 'knex';
import { chunksOf } from './chunksOf';

interface LedgerRow {
  ledger_key: string;
  day: string;
  slices: Buffer;
}

/** Days of one ledger, by UTC day. */
export interface LedgerDays {
  days: Map<string, LedgerDay>;
  /** UTC days whose rows are damaged and must be read from the source again. */
  damaged: string[];
}

/** The slice ledger: one packed row per SLO and UTC day. */
export class LedgerStore {
  readonly #knex: Knex;
  readonly #logger: LoggerService;

  constructor(knex: Knex, logger: LoggerService) {
    this.#knex = knex;
    this.#logger = logger;
  }

  /** The stored days of some ledgers, from one UTC day to another, both included. */
  async read(
    ledgerKeys: readonly string[],
    range: { firstDay: string; lastDay: string },
    connection: Knex = this.#knex,
  ): Promise<Map<string, LedgerDays>> {
    const ledgers = new Map<string, LedgerDays>();
    for (const keys of chunksOf(ledgerKeys, 500)) {
      const rows = await connection<LedgerRow>('slo_ledger')
        .whereIn('ledger_key', keys)
        .whereBetween('day', [range.firstDay, range.lastDay]);
      for (const row of rows) this.#add(ledgers, row);
    }
    return ledgers;
  }

  #add(ledgers: Map<string, LedgerDays>, row: LedgerRow): void {
    const ledger: LedgerDays = ledgers.get(row.ledger_key) ?? {
      days: new Map(),
      damaged: [],
    };
    ledgers.set(row.ledger_key, ledger);
    try {
      ledger.days.set(row.day, decodeLedgerDay(row.slices));
    } catch (error) {
      if (!(error instanceof LedgerCodecError)) throw error;
      this.#logger.error(
        `The ledger ${row.ledger_key} of ${row.day} counts as missing until it is read again`,
        error,
      );
      ledger.damaged.push(row.day);
    }
  }

  /** Writes whole days; those that are stored as they are cost nothing. Answers whether any changed. */
  async save(
    trx: Knex.Transaction,
    ledgerKey: string,
    days: ReadonlyMap<string, LedgerDay>,
    stored: ReadonlyMap<string, LedgerDay>,
  ): Promise<boolean> {
    const rows = [...days].flatMap(([day, content]) => {
      const slices = Buffer.from(encodeLedgerDay(content));
      const before = stored.get(day);
      return before && slices.equals(encodeLedgerDay(before))
        ? []
        : [{ ledger_key: ledgerKey, day, slices }];
    });
    for (const chunk of chunksOf(rows)) {
      await trx<LedgerRow>('slo_ledger')
        .insert(chunk)
        .onConflict(['ledger_key', 'day'])
        .merge();
    }
    return rows.length > 0;
  }

  /** Deletes at most `chunk` rows of days before the given one; answers how many. */
  async prune(beforeDay: string, chunk: number): Promise<number> {
    const key = ['ledger_key', 'day'];
    return this.#knex<LedgerRow>('slo_ledger')
      .whereIn(
        key,
        this.#knex<LedgerRow>('slo_ledger')
          .where('day', '<', beforeDay)
          .orderBy('day')
          .limit(chunk)
          .select(...key),
      )
      .delete();
  }

  /** Deletes everything of some ledgers. */
  async delete(trx: Knex.Transaction, ledgerKeys: readonly string[]) {
    for (const keys of chunksOf(ledgerKeys)) {
      await trx('slo_ledger').whereIn('ledger_key', keys).delete();
    }
  }
}
