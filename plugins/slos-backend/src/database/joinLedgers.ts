import {
  LedgerDay,
  ReadInterval,
  extendRead,
  mergeLedgerDays,
} from '@opsdeck/backstage-plugin-slos-common';
import { Knex } from 'knex';
import { SlosDatabase } from './openDatabase';

const ALL_TIME = { firstDay: '0000-01-01', lastDay: '9999-12-31' };

/**
 * Adds what one ledger knows to another of the same measure and deletes it.
 * Where both know a slice the added one is the later word. Reading goes on
 * where the joined ledger has no hole before.
 */
export async function joinLedgers(
  trx: Knex.Transaction,
  { ledger, readings }: Pick<SlosDatabase, 'ledger' | 'readings'>,
  into: string,
  added: string,
  now: Date,
): Promise<void> {
  const days = await ledger.read([into, added], ALL_TIME, trx);
  const before = days.get(into)?.days ?? new Map<string, LedgerDay>();
  const merged = new Map<string, LedgerDay>();
  for (const [day, content] of days.get(added)?.days ?? []) {
    merged.set(day, mergeLedgerDays(before.get(day), content));
  }
  await ledger.save(trx, into, merged, before);

  const known = await readings.get([into, added], trx);
  const [old, more] = [known.get(into), known.get(added)];
  if (old || more) {
    const joined = {
      limit: more?.limit ?? old?.limit ?? null,
      refusal: more?.refusal ?? null,
      read: readOf(old?.read, more?.read),
    };
    await readings.save(trx, new Map([[into, joined]]), now);
  }
  await ledger.delete(trx, [added]);
  await readings.delete(trx, [added]);
}

/** A hole between the two is read again: the position stays before it. */
function readOf(
  old: ReadInterval | undefined,
  more: ReadInterval | undefined,
): ReadInterval | undefined {
  if (!old || !more) return old ?? more;
  const [first, second] = old.from <= more.from ? [old, more] : [more, old];
  return second.from > first.to ? first : extendRead(first, second);
}
