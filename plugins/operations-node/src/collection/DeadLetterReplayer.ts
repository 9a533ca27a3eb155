import { randomUUID } from 'node:crypto';
import {
  DeadLetter,
  ReplayResult,
} from '@opsdeck/backstage-plugin-operations-common';
import { Source } from '../source';
import { abortable } from './abortable';
import { CollectionSink, SinkRun } from './CollectionSink';
import { CollectionStore } from './CollectionStore';
import { StaleLeaseError } from './errors';
import { valueOfPayload } from './keptPayload';
import { runNowState } from './runNow';
import { Lease } from './ScopeStore';
import { checkRecord, refusalOf } from './writePage';

/** No further letter is begun after this time. */
const TIME_LIMIT_MS = 20_000;
/** The lease outlives that, so that the last letter can be written. */
const LEASE_MS = 60_000;

export interface DeadLetterReplayerOptions<TRecord> {
  store: CollectionStore;
  sink: CollectionSink<TRecord>;
  clock: () => Date;
}

/** Why what a source rejected cannot be replayed when it has no `normalise`. */
export const NOT_NORMALISED =
  'the source itself could not make sense of it and cannot be asked again; read the scope again after an update';

/** What a letter came to when it was read again. */
type Revived<TRecord> =
  | { records: TRecord[] }
  | Pick<DeadLetter, 'reason' | 'refusedBy'>;

/**
 * Hands dead letters to the tab's sink again, binder included, under the lease
 * of their scope: a reading that is under way is not mixed with them, and a
 * replay that was overtaken cannot write. A letter and its effect are one
 * transaction. Old records may go back behind newer ones, so the scope is read
 * again at once.
 */
export class DeadLetterReplayer<TRecord> {
  readonly #options: DeadLetterReplayerOptions<TRecord>;

  constructor(options: DeadLetterReplayerOptions<TRecord>) {
    this.#options = options;
  }

  /** Replays letters of one source; each gets a result, in the order of the letters. */
  async replay(
    source: Source<TRecord>,
    letters: readonly DeadLetter[],
  ): Promise<ReplayResult[]> {
    const results = new Map<string, ReplayResult>();
    const signal = AbortSignal.timeout(TIME_LIMIT_MS);
    for (const scopeId of new Set(letters.map(letter => letter.scopeId))) {
      const ofScope = letters.filter(letter => letter.scopeId === scopeId);
      for (const result of await this.#replayScope(source, ofScope, signal)) {
        results.set(result.id, result);
      }
    }
    return letters.flatMap(({ id }) => results.get(id) ?? []);
  }

  async #replayScope(
    source: Source<TRecord>,
    letters: readonly DeadLetter[],
    signal: AbortSignal,
  ): Promise<ReplayResult[]> {
    const { store, clock } = this.#options;
    const [{ scopeId }] = letters;
    const now = clock();
    const before = await store.scopes.get(source.id, scopeId);
    if (!before) {
      return skipAll(letters, 'its scope is not configured any more');
    }
    const lease = await store.scopes.claimToWrite(source.id, scopeId, {
      now,
      expiresAt: new Date(now.getTime() + LEASE_MS),
      runId: randomUUID(),
    });
    if (!lease) {
      return skipAll(letters, 'its scope is being read; try again in a minute');
    }
    const results: ReplayResult[] = [];
    try {
      const sinkRun = await abortable(this.#options.sink.open(), signal);
      for (const letter of letters) {
        results.push(
          signal.aborted
            ? skip(letter, 'the time was up; try again')
            : await this.#replayOne(source, letter, { lease, sinkRun }),
        );
      }
    } catch (error) {
      if (!(error instanceof StaleLeaseError)) throw error;
      const left = letters.slice(results.length);
      return [...results, ...skipAll(left, 'its scope is being read by now')];
    } finally {
      const stored = results.some(({ outcome }) => outcome === 'replayed');
      const readAgain = stored && runNowState(before, now).allowed;
      await this.#giveBack(lease, readAgain ? clock() : undefined);
    }
    return results;
  }

  async #replayOne(
    source: Source<TRecord>,
    letter: DeadLetter,
    run: { lease: Lease; sinkRun: SinkRun<TRecord> },
  ): Promise<ReplayResult> {
    const { store, clock } = this.#options;
    const { lease, sinkRun } = run;
    const revived = revive(source, letter, lease);
    if (!('records' in revived)) return this.#keep(lease, letter, revived);
    try {
      await store.knex.transaction(async trx => {
        await store.scopes.fence(trx, lease);
        const now = clock();
        await sinkRun.apply(revived.records, {
          trx,
          sourceId: source.id,
          scope: lease.scope,
          runId: lease.runId,
          sweepStartedAt: lease.sweepStartedAt,
          // One record proves the absence of none.
          reading: 'incremental',
          now,
        });
        await store.deadLetters.markReplayed(trx, letter.id, now);
      });
    } catch (error) {
      if (error instanceof StaleLeaseError) throw error;
      return this.#keep(lease, letter, {
        reason: refusalOf(error),
        refusedBy: 'store',
      });
    }
    return { id: letter.id, outcome: 'replayed', reason: null };
  }

  async #keep(
    lease: Lease,
    letter: DeadLetter,
    refusal: Pick<DeadLetter, 'reason' | 'refusedBy'>,
  ): Promise<ReplayResult> {
    const { store, clock } = this.#options;
    const reason = await store.knex.transaction(async trx => {
      await store.scopes.fence(trx, lease);
      return store.deadLetters.keep(trx, letter.id, {
        ...refusal,
        now: clock(),
      });
    });
    return { id: letter.id, outcome: 'kept', reason };
  }

  async #giveBack(lease: Lease, dueAt: Date | undefined): Promise<void> {
    const { store } = this.#options;
    try {
      await store.knex.transaction(async trx =>
        store.scopes.giveBack(trx, lease, dueAt),
      );
    } catch (error) {
      // A later run holds the scope: there is nothing to give back.
      if (!(error instanceof StaleLeaseError)) throw error;
    }
  }
}

function revive<TRecord>(
  source: Source<TRecord>,
  letter: DeadLetter,
  { scope }: Lease,
): Revived<TRecord> {
  const payload = valueOfPayload(letter.payload);
  let candidates: unknown[] = [payload];
  if (letter.refusedBy === 'source') {
    if (!source.normalise) {
      return { reason: NOT_NORMALISED, refusedBy: 'source' };
    }
    try {
      candidates = source.normalise(payload, scope);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      return { reason: said, refusedBy: 'source' };
    }
  }
  const records: TRecord[] = [];
  for (const candidate of candidates) {
    const checked = checkRecord(source.recordSchema, candidate);
    if (!('data' in checked)) {
      return {
        reason: checked.problem,
        refusedBy: letter.refusedBy === 'source' ? 'source' : 'contract',
      };
    }
    records.push(checked.data);
  }
  return { records };
}

function skip({ id }: DeadLetter, reason: string): ReplayResult {
  return { id, outcome: 'skipped', reason };
}

function skipAll(
  letters: readonly DeadLetter[],
  reason: string,
): ReplayResult[] {
  return letters.map(letter => skip(letter, reason));
}
