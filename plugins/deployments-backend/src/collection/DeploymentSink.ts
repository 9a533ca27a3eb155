import { DeploymentRecord } from '@opsdeck/backstage-plugin-deployments-common';
import {
  EnvironmentDefinition,
  EnvironmentFacts,
  resolveEnvironment,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  BindableRecord,
  CollectionSink,
  EntityIndex,
  SinkContext,
  SinkCounts,
  SinkRun,
  StatusStore,
  bind,
  bindingNote,
} from '@opsdeck/backstage-plugin-operations-node';
import { DateTime } from 'luxon';
import { DeploymentsDatabase } from '../database/DeploymentsDatabase';
import { AttemptWrite } from '../database/LedgerStore';
import { RunningWrite } from '../database/RunningStore';
import { Placement, bindableOf } from '../database/rows';

export interface DeploymentSinkOptions {
  database: Pick<DeploymentsDatabase, 'ledger' | 'running'>;
  statuses: StatusStore;
  loadIndex: () => Promise<EntityIndex>;
  environments: readonly EnvironmentDefinition[];
  retentionDays: number;
  clock?: () => Date;
}

/** Turns deployment records into rows and makes the entities they touch due for evaluation. */
export class DeploymentSink implements CollectionSink<DeploymentRecord> {
  readonly #options: DeploymentSinkOptions;
  readonly #clock: () => Date;
  #isMapped = false;

  constructor(options: DeploymentSinkOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async open(): Promise<SinkRun<DeploymentRecord>> {
    const index = await this.#options.loadIndex();
    return {
      apply: (records, context) => this.#apply(index, records, context),
      complete: context => this.#complete(context),
    };
  }

  async rebind(): Promise<void> {
    const { database, statuses, loadIndex } = this.#options;
    const { ledger, running } = database;
    const now = this.#clock();
    await this.#mapPlaces(now);
    const unbound = new Map(
      [...(await ledger.unbound()), ...(await running.unbound())].map(
        stored => [JSON.stringify(stored), stored],
      ),
    );
    if (unbound.size === 0) return;
    const index = await loadIndex();
    const touched = new Set<string>();
    for (const stored of unbound.values()) {
      const binding = bind(index, bindableOf(stored), 'Component');
      if (binding.entityRef === null) continue;
      const note = bindingNote(binding);
      await running.bind(stored, binding.entityRef, note);
      await ledger.bind(stored, binding.entityRef, note, now);
      touched.add(binding.entityRef);
    }
    await statuses.touch([...touched].sort(), now);
  }

  /** Once per process: the environments may have been configured anew since the rows were written. */
  async #mapPlaces(now: Date): Promise<void> {
    if (this.#isMapped) return;
    const { ledger, running } = this.#options.database;
    const touched = new Set<string>();
    for (const store of [ledger, running]) {
      for (const place of await store.places()) {
        const environmentId = this.#environmentOf(
          JSON.parse(place.environment_facts),
        );
        if (environmentId === place.environment_id) continue;
        const moved = await store.mapPlace(
          place.environment_facts,
          environmentId,
          now,
        );
        moved.forEach(ref => touched.add(ref));
      }
    }
    await this.#options.statuses.touch([...touched].sort(), now);
    this.#isMapped = true;
  }

  async #apply(
    index: EntityIndex,
    records: readonly DeploymentRecord[],
    context: SinkContext,
  ): Promise<void> {
    const { database, statuses, retentionDays } = this.#options;
    const { trx, now } = context;
    const scope = { sourceId: context.sourceId, scopeId: context.scope.id };
    const attempts: AttemptWrite[] = [];
    const running: RunningWrite[] = [];
    for (const { bindingFacts, ...record } of records) {
      const placement = this.#placementOf(index, { ...record, bindingFacts });
      if (record.kind === 'attempt') {
        attempts.push({ ...placement, attempt: record });
      } else running.push({ ...placement, running: record });
    }
    const touched = [
      ...(await database.ledger.save(trx, scope, attempts, {
        now,
        notBefore: DateTime.fromJSDate(now, { zone: 'utc' })
          .minus({ days: retentionDays })
          .toJSDate(),
      })),
      ...(await database.running.save(trx, scope, running, now)),
    ];
    await statuses.markDue(trx, touched.sort(), now);
  }

  async #complete(context: SinkContext): Promise<SinkCounts> {
    const { ledger, running } = this.#options.database;
    const { trx, now } = context;
    const scope = { sourceId: context.sourceId, scopeId: context.scope.id };
    if (context.reading === 'complete') {
      const retired = await running.retireUnseen(
        trx,
        scope,
        context.sweepStartedAt,
        now,
      );
      await this.#options.statuses.markDue(trx, retired.sort(), now);
    }
    const counts = [
      await ledger.countBindings(trx, scope),
      await running.countBindings(trx, scope),
    ];
    const bound = counts[0].bound + counts[1].bound;
    return { bound, unbound: counts[0].total + counts[1].total - bound };
  }

  #placementOf(
    index: EntityIndex,
    record: BindableRecord & Pick<DeploymentRecord, 'environmentFacts'>,
  ): Placement {
    const binding = bind(index, record, 'Component');
    return {
      entityRef: binding.entityRef,
      bindingFacts: record.bindingFacts,
      bindingNote: bindingNote(binding),
      environmentId: this.#environmentOf(record.environmentFacts),
    };
  }

  #environmentOf(facts: EnvironmentFacts): string | null {
    return resolveEnvironment(this.#options.environments, facts)?.id ?? null;
  }
}
