import { z } from 'zod/v4';
import { Source, SourcePage } from '../source';
import { SinkContext, SinkRun } from './CollectionSink';
import { CollectionStore } from './CollectionStore';
import { DeadRecord } from './DeadLetterStore';
import { StaleLeaseError, storageProblem } from './errors';
import { Lease } from './ScopeStore';

/** The records of a page that fit the contract, and those that do not. */
export interface SortedPage<TRecord> {
  accepted: TRecord[];
  rejected: DeadRecord[];
}

/** Checks the records of a page against the source's contract. */
export function sortPage<TRecord>(
  source: Pick<Source<TRecord>, 'recordSchema'>,
  page: SourcePage<TRecord>,
): SortedPage<TRecord> {
  const accepted: TRecord[] = [];
  const rejected: DeadRecord[] = [...(page.rejected ?? [])];
  for (const record of page.records) {
    const checked = checkRecord(source.recordSchema, record);
    if ('data' in checked) accepted.push(checked.data);
    else {
      rejected.push({
        payload: record,
        reason: checked.problem,
        refusedBy: 'contract',
      });
    }
  }
  return { accepted, rejected };
}

/** The record as the contract has it, or what is wrong with it. */
export function checkRecord<T>(
  schema: z.ZodType<T>,
  record: unknown,
): { data: T } | { problem: string } {
  try {
    const parsed = schema.safeParse(record);
    return parsed.success
      ? { data: parsed.data }
      : { problem: misfit(z.prettifyError(parsed.error)) };
  } catch (error) {
    // A refinement or a transformation of the schema threw.
    const said = error instanceof Error ? error.message : String(error);
    return { problem: misfit(said) };
  }
}

function misfit(problem: string): string {
  return `the record does not fit the contract: ${problem}`;
}

/** Why the tab did not store a record, for people. */
export function refusalOf(error: unknown): string {
  return `the record could not be stored: ${storageProblem(error)}`;
}

export interface PageWrite<TRecord> {
  store: CollectionStore;
  lease: Lease;
  sinkRun: SinkRun<TRecord>;
  page: SortedPage<TRecord>;
  /** Where to go on after this page. */
  cursor: string | undefined;
  context(trx: SinkContext['trx']): SinkContext;
}

/**
 * Writes one page, its dead letters and the cursor in one transaction under the
 * lease's fence. When the sink refuses the page, its records are written one by
 * one and those that it refuses become dead letters, so that one odd record does
 * not hold up the others. When it refuses them all, the fault is not the records'.
 *
 * @throws StaleLeaseError when a later run holds the scope.
 */
export async function writePage<TRecord>(
  write: PageWrite<TRecord>,
): Promise<SortedPage<TRecord>> {
  const { accepted } = write.page;
  try {
    return await commit(write, async context => {
      await write.sinkRun.apply(accepted, context);
      return write.page;
    });
  } catch (error) {
    if (error instanceof StaleLeaseError || accepted.length === 0) throw error;
    return commit(write, context => applyOneByOne(write, context, error));
  }
}

async function commit<TRecord>(
  { store, lease, cursor, ...write }: PageWrite<TRecord>,
  apply: (context: SinkContext) => Promise<SortedPage<TRecord>>,
): Promise<SortedPage<TRecord>> {
  return store.knex.transaction(async trx => {
    await store.scopes.fence(trx, lease, cursor);
    const context = write.context(trx);
    const applied = await apply(context);
    await store.deadLetters.add(trx, lease, applied.rejected, context.now);
    return applied;
  });
}

async function applyOneByOne<TRecord>(
  { sinkRun, page }: PageWrite<TRecord>,
  context: SinkContext,
  whole: unknown,
): Promise<SortedPage<TRecord>> {
  const accepted: TRecord[] = [];
  const rejected: DeadRecord[] = [];
  for (const record of page.accepted) {
    try {
      await context.trx.transaction(trx =>
        sinkRun.apply([record], { ...context, trx }),
      );
      accepted.push(record);
    } catch (error) {
      rejected.push({
        payload: record,
        reason: refusalOf(error),
        refusedBy: 'store',
      });
    }
  }
  if (accepted.length === 0 && rejected.length > 1) throw whole;
  return { accepted, rejected: [...page.rejected, ...rejected] };
}
