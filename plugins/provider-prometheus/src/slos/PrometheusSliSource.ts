import {
  SliQueryContext,
  SliRequest,
  SliRetention,
  SliSource,
  SliValues,
  SourceScope,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  MetricSource,
  QueryBatch,
  QueryPlan,
  ReadInterval,
  SliceSeconds,
  floorToSlice,
  planQueryBatches,
  promqlOf,
} from '@opsdeck/backstage-plugin-slos-common';
import { PrometheusConfig } from '../config/readPrometheusConfig';
import { readOnlyProxy } from '../config/readOnlyProxy';
import { memberValues } from './answers';
import {
  MatrixSeries,
  PrometheusClient,
  TooManySamplesError,
} from './PrometheusClient';
import { retentionMillis } from './retention';

/** SLIs from Prometheus and everything that speaks its API: Thanos, Mimir, AMP, GMP. */
export class PrometheusSliSource implements SliSource {
  readonly id = 'prometheus';
  readonly title = 'Prometheus';
  readonly provider = 'prometheus';
  readonly timeout = 'PT2M';
  readonly requiredPermissions = [
    'POST /api/v1/query_range',
    'GET /api/v1/status/runtimeinfo (how far back it remembers; optional)',
  ];
  readonly policies = [readOnlyProxy(this.requiredPermissions)];
  readonly cadence: string;
  readonly #config: PrometheusConfig;

  constructor(config: PrometheusConfig) {
    this.#config = config;
    this.cadence = config.cadence;
  }

  async instances(): Promise<SourceScope[]> {
    return this.#config.instances.map(({ id, title }) => ({
      id,
      title: title ?? id,
      attributes: {},
    }));
  }

  answers(metric: MetricSource): boolean {
    return promqlOf(metric) !== undefined;
  }

  plan(requests: readonly SliRequest[], sliceSeconds: SliceSeconds): QueryPlan {
    return planQueryBatches(
      requests.map(({ sloId, side, counter, metric }) => ({
        sloId,
        side,
        counter,
        query: promqlOf(metric) ?? '',
      })),
      sliceSeconds,
    );
  }

  async retention(
    instance: SourceScope,
    context: SliQueryContext,
  ): Promise<SliRetention | undefined> {
    const said = await this.#client(instance).storageRetention(context);
    const millis = said && retentionMillis(said);
    return millis
      ? {
          from: new Date(context.now.getTime() - millis),
          said: `${this.title} ${instance.title} keeps ${said}`,
        }
      : undefined;
  }

  async query(
    instance: SourceScope,
    batch: QueryBatch,
    interval: ReadInterval,
    context: SliQueryContext,
  ): Promise<SliValues[]> {
    const client = this.#client(instance);
    return memberValues(
      batch,
      await askInParts(client, batch, interval, context),
    );
  }

  #client({ id }: SourceScope): PrometheusClient {
    const instance = this.#config.instances.find(each => each.id === id);
    if (!instance) throw new Error(`Prometheus ${id} is not configured`);
    return new PrometheusClient(instance);
  }
}

/**
 * Evaluates at the end of each slice of the interval. When Prometheus would have
 * to hold too many samples the interval is halved, down to a single slice.
 */
async function askInParts(
  client: PrometheusClient,
  batch: QueryBatch,
  { from, to }: ReadInterval,
  context: SliQueryContext,
): Promise<MatrixSeries[]> {
  const { query, step } = batch;
  const range = { start: from / 1000 + step, end: to / 1000, step };
  try {
    return await client.queryRange(query, range, context);
  } catch (error) {
    const middle = floorToSlice((from + to) / 2, step);
    if (!(error instanceof TooManySamplesError) || middle <= from) throw error;
    return [
      ...(await askInParts(client, batch, { from, to: middle }, context)),
      ...(await askInParts(client, batch, { from: middle, to }, context)),
    ];
  }
}
