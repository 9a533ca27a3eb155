import {
  SinkContext,
  StatusStore,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  SliceReading,
  applyReadings,
  extendRead,
  utcDayOf,
} from '@opsdeck/backstage-plugin-slos-common';
import { LedgerDays, LedgerStore } from '../database/LedgerStore';
import { Reading, ReadingStore } from '../database/ReadingStore';
import { RefusalRecord, SlicesRecord } from './records';

const NOTHING_STORED: LedgerDays = { days: new Map(), damaged: [] };

/** Writes slices into the ledger, whole days at a time. */
export class LedgerWriter {
  readonly #ledger: LedgerStore;
  readonly #readings: ReadingStore;
  readonly #statuses: StatusStore;

  constructor(options: {
    ledger: LedgerStore;
    readings: ReadingStore;
    statuses: StatusStore;
  }) {
    this.#ledger = options.ledger;
    this.#readings = options.readings;
    this.#statuses = options.statuses;
  }

  async write(
    records: readonly (SlicesRecord | RefusalRecord)[],
    { trx, now }: SinkContext,
  ): Promise<void> {
    if (records.length === 0) return;
    const keys = records.map(({ ledgerKey }) => ledgerKey);
    const readings = await this.#readings.get(keys, trx);
    const slices = records.filter(record => record.kind === 'slices');
    const stored =
      slices.length > 0
        ? await this.#ledger.read(
            slices.map(({ ledgerKey }) => ledgerKey),
            {
              firstDay: utcDayOf(Math.min(...slices.map(({ from }) => from))),
              lastDay: utcDayOf(Math.max(...slices.map(({ to }) => to)) - 1),
            },
            trx,
          )
        : new Map<string, LedgerDays>();

    const after = new Map<string, Reading>();
    const touched: string[] = [];
    for (const record of records) {
      const before = readings.get(record.ledgerKey);
      if (record.kind === 'refusal') {
        after.set(record.ledgerKey, {
          limit: null,
          ...before,
          refusal: record.message,
        });
        if (before?.refusal !== record.message) touched.push(record.entityRef);
        continue;
      }
      const days = stored.get(record.ledgerKey) ?? NOTHING_STORED;
      const changed = await this.#ledger.save(
        trx,
        record.ledgerKey,
        applyReadings(days.days, readingsOf(record), record),
        days.days,
      );
      const reading = {
        read: readAfter(before, record, days.damaged),
        limit: record.limit,
        refusal: null,
      };
      after.set(record.ledgerKey, reading);
      if (changed || reading.read.to !== before?.read?.to) {
        touched.push(record.entityRef);
      }
    }
    await this.#readings.save(trx, after, now);
    await this.#statuses.markDue(trx, touched, now);
  }
}

/** Before a damaged day everything is read again: a position has no holes. */
function readAfter(
  before: Reading | undefined,
  { from, to }: SlicesRecord,
  damaged: readonly string[],
) {
  return extendRead(damaged.length > 0 ? undefined : before?.read, {
    from,
    to,
  });
}

function* readingsOf(record: SlicesRecord): Iterable<SliceReading> {
  const { good, bad, total, from, sliceSeconds } = record;
  for (let i = 0; i < total.length; i++) {
    yield {
      start: from + i * sliceSeconds * 1000,
      good: good?.[i] ?? undefined,
      bad: bad?.[i] ?? undefined,
      total: total[i] ?? undefined,
    };
  }
}
