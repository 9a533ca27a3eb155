import { durationMillis } from '@opsdeck/backstage-plugin-operations-common';
import {
  ReadContext,
  SliSource,
  SliValues,
  Source,
  SourceError,
  SourcePage,
  SourceScope,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  QueryBatch,
  nextBackfill,
  nextForward,
} from '@opsdeck/backstage-plugin-slos-common';
import { z } from 'zod/v4';
import { MeasuredObjective } from '../database/definitionRows';
import { DefinitionStore } from '../database/DefinitionStore';
import { ReadingStore } from '../database/ReadingStore';
import { requestsOf } from './bindObjective';
import {
  LedgerProgress,
  ReadingWork,
  markRead,
  nextWork,
  wantedFrom,
} from './readingWork';
import {
  RefusalRecord,
  SlicesRecord,
  refusalRecordSchema,
  slicesRecordSchema,
} from './records';
import { sliceColumns } from './sliceColumns';

/** Queries under way at the same time against one instance. */
const QUERIES_AT_ONCE = 4;

/** The part of a run's time in which going back further is begun. */
const BACKFILL_PART = 0.5;

type LedgerRecord = SlicesRecord | RefusalRecord;

/** What one query gave: its figures, or why it was refused. */
type BatchOutcome =
  | { values: SliValues[] }
  | { batch: QueryBatch; refusal: string };

/**
 * Reads the slices of every objective that an SLI source measures: what is new
 * for all of them first, then further back as far as the run's time allows. How
 * far each ledger was read is kept with the ledger itself, so a run that was cut
 * goes on where its last page ended.
 */
export class LedgerSource implements Source<LedgerRecord> {
  readonly reading = 'incremental';
  readonly recordSchema = z.discriminatedUnion('kind', [
    slicesRecordSchema,
    refusalRecordSchema,
  ]);
  readonly id: string;
  readonly title: string;
  readonly provider: string;
  readonly cadence: string;
  readonly timeout: string;
  readonly requiredPermissions: readonly string[];
  readonly policies: SliSource['policies'];
  readonly rateLimit: SliSource['rateLimit'];
  readonly #source: SliSource;
  readonly #definitions: DefinitionStore;
  readonly #readings: ReadingStore;
  readonly #clock: () => Date;

  constructor(options: {
    source: SliSource;
    definitions: DefinitionStore;
    readings: ReadingStore;
    clock?: () => Date;
  }) {
    const { source } = options;
    this.id = source.id;
    this.title = source.title;
    this.provider = source.provider;
    this.cadence = source.cadence;
    this.timeout = source.timeout;
    this.requiredPermissions = source.requiredPermissions;
    this.policies = source.policies;
    this.rateLimit = source.rateLimit;
    this.#source = source;
    this.#definitions = options.definitions;
    this.#readings = options.readings;
    this.#clock = options.clock ?? (() => new Date());
  }

  scopes(): Promise<SourceScope[]> {
    return this.#source.instances();
  }

  async *read(
    scope: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<LedgerRecord>> {
    const objectives = await this.#definitions.measuredBy(this.id, scope.id);
    if (objectives.length === 0) return;
    const readings = await this.#readings.get(
      objectives.map(({ ledger }) => ledger.key),
    );
    const ledgers = objectives.map(objective => ({
      objective,
      read: readings.get(objective.ledger.key)?.read,
    }));
    const retention = await this.#source.retention(scope, context);
    const goal = { now: context.now, oldest: retention?.from };
    const page = (work: ReadingWork) =>
      this.#page(scope, work, context, ({ slo, objective }) =>
        retention && retention.from > wantedFrom({ slo, objective }, goal.now)
          ? retention.said
          : null,
      );

    const refused = new Set<LedgerProgress>();
    const answering = () => ledgers.filter(ledger => !refused.has(ledger));
    const stopAt =
      context.now.getTime() + durationMillis(this.timeout) * BACKFILL_PART;
    for (const next of [nextForward, nextBackfill]) {
      for (;;) {
        const works = nextWork(answering(), next, goal);
        if (works.length === 0) break;
        for (const work of works) {
          if (next === nextBackfill && this.#clock().getTime() >= stopAt) {
            return;
          }
          const answer = await page(work);
          yield answer;
          markRead(work);
          for (const ledger of work.ledgers) {
            if (isRefused(answer, ledger)) refused.add(ledger);
          }
        }
      }
    }
  }

  async #page(
    scope: SourceScope,
    { ledgers, interval, sliceSeconds }: ReadingWork,
    context: ReadContext,
    limitOf: (objective: MeasuredObjective) => string | null,
  ): Promise<SourcePage<LedgerRecord>> {
    const { batches } = this.#source.plan(
      ledgers.flatMap(({ objective }) =>
        requestsOf(objective.ledger.key, objective),
      ),
      sliceSeconds,
    );
    const answered = new Map<string, SliValues[]>();
    const refusals = new Map<string, string>();
    for (let i = 0; i < batches.length; i += QUERIES_AT_ONCE) {
      const outcomes = await Promise.all(
        batches
          .slice(i, i + QUERIES_AT_ONCE)
          .map(batch => this.#ask(scope, batch, interval, context)),
      );
      for (const outcome of outcomes) {
        if ('refusal' in outcome) {
          for (const { sloId } of outcome.batch.members) {
            refusals.set(sloId, outcome.refusal);
          }
          continue;
        }
        for (const values of outcome.values) {
          const { sloId } = values.member;
          answered.set(sloId, [...(answered.get(sloId) ?? []), values]);
        }
      }
    }
    return {
      records: ledgers.map(({ objective }): LedgerRecord => {
        const { entityRef, ledger } = objective;
        const base = { ledgerKey: ledger.key, entityRef };
        const refusal = refusals.get(ledger.key);
        if (refusal !== undefined) {
          return { kind: 'refusal', ...base, message: refusal };
        }
        return {
          kind: 'slices',
          ...base,
          sliceSeconds,
          ...interval,
          ...sliceColumns(objective, answered.get(ledger.key) ?? [], interval),
          limit: limitOf(objective),
        };
      }),
      // Where each ledger goes on is kept with it; this only tells that the run got on.
      cursor: `${sliceSeconds} s slices of ${ledgers.length} ledgers from ${interval.from} to ${interval.to}`,
    };
  }

  /** A query that the source calls wrong must not hold up the others. */
  async #ask(
    scope: SourceScope,
    batch: QueryBatch,
    interval: ReadingWork['interval'],
    context: ReadContext,
  ): Promise<BatchOutcome> {
    try {
      const values = await this.#source.query(scope, batch, interval, context);
      return { values };
    } catch (error) {
      if (error instanceof SourceError && error.kind === 'configuration') {
        return { batch, refusal: error.message };
      }
      throw error;
    }
  }
}

function isRefused(
  { records }: SourcePage<LedgerRecord>,
  { objective }: LedgerProgress,
): boolean {
  return records.some(
    record =>
      record.kind === 'refusal' && record.ledgerKey === objective.ledger.key,
  );
}
