import {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import { SourceRun } from '@opsdeck/backstage-plugin-operations-common';
import { Source } from '../source';
import { CollectionStore } from './CollectionStore';

/** How one run went. */
export interface RunMeasurement
  extends Pick<SourceRun, 'outcome' | 'records' | 'rejected' | 'calls'> {
  sourceId: string;
  seconds: number;
  /** Kind of the failure, where there is one. */
  failure?: string;
}

/**
 * What the collectors tell Backstage's metrics service. Attributes are the
 * source, the outcome and the kind of failure: scopes may be hundreds, and
 * their state is on the Sources page.
 */
export class CollectionMetrics {
  readonly #service: MetricsService;
  readonly #runs: MetricsServiceCounter;
  readonly #duration: MetricsServiceHistogram;
  readonly #records: MetricsServiceCounter;
  readonly #calls: MetricsServiceCounter;
  readonly #rejected: MetricsServiceCounter;

  constructor(service: MetricsService) {
    this.#service = service;
    this.#runs = service.createCounter('opsdeck_collection_runs', {
      description: 'Runs over a scope, by source, outcome and kind of failure',
    });
    this.#duration = service.createHistogram(
      'opsdeck_collection_run_duration',
      {
        description: 'Duration of a run over a scope',
        unit: 's',
      },
    );
    this.#records = service.createCounter('opsdeck_collection_records', {
      description: 'Records stored',
    });
    this.#calls = service.createCounter('opsdeck_collection_calls', {
      description: 'Requests made to the provider, retries included',
    });
    this.#rejected = service.createCounter('opsdeck_collection_rejected', {
      description: 'Records that became dead letters',
    });
  }

  recordRun(run: RunMeasurement): void {
    const source = { source: run.sourceId };
    this.#runs.add(1, {
      ...source,
      outcome: run.outcome,
      ...(run.failure && { failure: run.failure }),
    });
    this.#duration.record(run.seconds, { ...source, outcome: run.outcome });
    this.#records.add(run.records, source);
    this.#calls.add(run.calls, source);
    this.#rejected.add(run.rejected, source);
  }

  /**
   * Reports, whenever metrics are collected, how far the collection lags behind
   * and how many dead letters wait. Every replica reports the same: take the
   * maximum.
   */
  observe(
    store: CollectionStore,
    sources: readonly Pick<Source<unknown>, 'id'>[],
    clock: () => Date,
  ): void {
    const ids = sources.map(({ id }) => id);
    this.#service
      .createObservableGauge('opsdeck_collection_lag', {
        description: 'Time since the most overdue scope of a source was due',
        unit: 's',
      })
      .addCallback(async result => {
        const lags = await store.scopes.lagMs(ids, clock());
        for (const [source, ms] of lags) result.observe(ms / 1_000, { source });
      });
    this.#service
      .createObservableGauge('opsdeck_collection_dead_letters', {
        description: 'Dead letters that wait for a replay',
      })
      .addCallback(async result => {
        const counts = await store.deadLetters.countsBySource(ids);
        for (const [source, count] of counts) result.observe(count, { source });
      });
  }
}
