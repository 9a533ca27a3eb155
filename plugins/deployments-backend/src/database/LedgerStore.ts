import {
  DeploymentAttempt,
  StatusChange,
  foldAttempt,
  newStatusChanges,
} from '@opsdeck/backstage-plugin-deployments-common';
import { Knex } from 'knex';
import { lockEntities, storeReport } from './grouping';
import {
  Placement,
  PlacementColumns,
  ReportRow,
  TransitionRow,
  UnboundColumns,
  chunksOf,
  contentHash,
  lastByKey,
  placementColumns,
  reportPlacement,
  toChange,
} from './rows';

/** What identifies the part of a provider that was read. */
export interface ScopeId {
  sourceId: string;
  scopeId: string;
}

export interface AttemptWrite extends Placement {
  attempt: DeploymentAttempt;
}

export interface LedgerWriteOptions {
  now: Date;
  /** What is older and new to the ledger is not taken in: retention would only delete it again. */
  notBefore: Date;
}

/** Rows that are moved in one transaction. */
const MOVE_CHUNK = 200;

/** The ledger: what each source reported of each attempt, for longer than providers remember. */
export class LedgerStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Writes the attempts of one page; what has not changed is not written.
   * Answers the entities whose deployments changed.
   */
  async save(
    trx: Knex.Transaction,
    scope: ScopeId,
    writes: readonly AttemptWrite[],
    options: LedgerWriteOptions,
  ): Promise<string[]> {
    const unique = lastByKey(writes, ({ attempt }) => attempt.key);
    const seen = await known(trx, scope.sourceId, unique);
    const changed = unique
      .filter(write => isChanged(seen.get(write.attempt.key), write))
      .sort(byStart);
    const touched = refsOf(
      changed.flatMap(write => [
        seen.get(write.attempt.key)?.entity_ref,
        write.entityRef,
      ]),
    );
    await lockEntities(trx, touched, options.now);
    // Once more behind the lock: another transaction may have regrouped them.
    const before = await known(trx, scope.sourceId, changed);
    for (const write of changed) {
      await this.#write(
        trx,
        scope,
        before.get(write.attempt.key),
        write,
        options,
      );
    }
    return touched;
  }

  async #write(
    trx: Knex.Transaction,
    scope: ScopeId,
    before: ReportRow | undefined,
    write: AttemptWrite,
    { now, notBefore }: LedgerWriteOptions,
  ): Promise<void> {
    const stored = before && JSON.parse(before.attempt);
    const attempt = foldAttempt(stored, write.attempt);
    // It has no place in time: its source cannot say when it began, nor could it earlier.
    if (!attempt) return;
    if (!before && attempt.startedAt < notBefore.toISOString()) return;
    const row: ReportRow = {
      source_id: scope.sourceId,
      report_key: attempt.key,
      scope_id: scope.scopeId,
      deployment_id: before?.deployment_id ?? null,
      ...placementColumns(reportPlacement(write), write.attempt),
      started_at: attempt.startedAt,
      attempt: JSON.stringify(attempt),
      content_hash: contentHash(write.attempt),
      first_seen_at: before?.first_seen_at ?? now.toISOString(),
    };
    await addTransitions(
      trx,
      row,
      newStatusChanges(
        before ? await transitionsOf(trx, row) : [],
        stored?.status,
        write.attempt,
        now,
      ),
    );
    await storeReport(trx, row);
  }

  /** What reports that no entity claims may be bound by, each once. */
  async unbound(): Promise<UnboundColumns[]> {
    return this.#knex<ReportRow>('deployment_reports')
      .whereNull('entity_ref')
      .distinct('binding_keys', 'environment_facts');
  }

  /** Gives unbound reports that are alike to an entity, and groups them into its deployments. */
  async bind(
    alike: UnboundColumns,
    entityRef: string,
    bindingNote: string,
    now: Date,
  ): Promise<void> {
    await this.#move(
      query => query.where(alike).whereNull('entity_ref'),
      { entity_ref: entityRef, binding_note: bindingNote },
      now,
    );
  }

  /** The different places that reports are from, with the environment they count for. */
  async places(): Promise<
    Pick<PlacementColumns, 'environment_facts' | 'environment_id'>[]
  > {
    return this.#knex<ReportRow>('deployment_reports').distinct(
      'environment_facts',
      'environment_id',
    );
  }

  /** Counts a place for another environment: the configuration has changed. Answers whose it is. */
  async mapPlace(
    environmentFacts: string,
    environmentId: string | null,
    now: Date,
  ): Promise<string[]> {
    return this.#move(
      query => {
        query.where({ environment_facts: environmentFacts });
        if (environmentId === null) query.whereNotNull('environment_id');
        else {
          query.where(other =>
            other
              .whereNull('environment_id')
              .orWhereNot('environment_id', environmentId),
          );
        }
      },
      { environment_id: environmentId },
      now,
    );
  }

  /** Changes whose or where reports are. The filter must not match what has been changed. */
  async #move(
    filter: (query: Knex.QueryBuilder<ReportRow>) => void,
    change: Partial<
      Pick<ReportRow, 'entity_ref' | 'binding_note' | 'environment_id'>
    >,
    now: Date,
  ): Promise<string[]> {
    const touched = new Set<string>();
    for (;;) {
      const moved = await this.#knex.transaction(async trx => {
        const matching = () =>
          trx<ReportRow>('deployment_reports')
            .where(filter)
            .orderBy(['started_at', 'source_id', 'report_key'])
            .limit(MOVE_CHUNK);
        const owners = (await matching()).map(row => row.entity_ref);
        const refs = refsOf([...owners, change.entity_ref]);
        await lockEntities(trx, refs, now);
        const rows = await matching();
        for (const row of rows) await storeReport(trx, { ...row, ...change });
        refs.forEach(ref => touched.add(ref));
        return rows.length;
      });
      if (moved < MOVE_CHUNK) return [...touched];
    }
  }

  async countBindings(
    trx: Knex.Transaction,
    scope: ScopeId,
  ): Promise<{ total: number; bound: number }> {
    const [row] = await trx<ReportRow>('deployment_reports')
      .where({ source_id: scope.sourceId, scope_id: scope.scopeId })
      .count({ total: '*', bound: 'entity_ref' });
    return { total: Number(row.total), bound: Number(row.bound) };
  }
}

async function known(
  trx: Knex.Transaction,
  sourceId: string,
  writes: readonly AttemptWrite[],
): Promise<Map<string, ReportRow>> {
  const found = new Map<string, ReportRow>();
  for (const chunk of chunksOf(writes, 200)) {
    const rows = await trx<ReportRow>('deployment_reports')
      .where({ source_id: sourceId })
      .whereIn(
        'report_key',
        chunk.map(({ attempt }) => attempt.key),
      );
    for (const row of rows) found.set(row.report_key, row);
  }
  return found;
}

function isChanged(row: ReportRow | undefined, write: AttemptWrite): boolean {
  return (
    row === undefined ||
    row.content_hash !== contentHash(write.attempt) ||
    row.entity_ref !== write.entityRef ||
    row.environment_id !== write.environmentId
  );
}

async function transitionsOf(
  trx: Knex.Transaction,
  { source_id, report_key }: ReportRow,
): Promise<StatusChange[]> {
  const rows = await trx<TransitionRow>('deployment_transitions').where({
    source_id,
    report_key,
  });
  return rows.map(toChange);
}

async function addTransitions(
  trx: Knex.Transaction,
  { source_id, report_key }: ReportRow,
  changes: readonly StatusChange[],
): Promise<void> {
  for (const chunk of chunksOf(changes)) {
    await trx<TransitionRow>('deployment_transitions')
      .insert(
        chunk.map(({ status, providerState, at, note }) => ({
          source_id,
          report_key,
          at,
          provider_state: providerState,
          status,
          note,
        })),
      )
      .onConflict(['source_id', 'report_key', 'at', 'provider_state'])
      .ignore();
  }
}

function byStart(a: AttemptWrite, b: AttemptWrite): number {
  return (a.attempt.startedAt ?? '').localeCompare(b.attempt.startedAt ?? '');
}

function refsOf(refs: readonly (string | null | undefined)[]): string[] {
  return [...new Set(refs.flatMap(ref => ref ?? []))].sort();
}
