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
  QueryBatchMember,
  ReadInterval,
  SliceSeconds,
  planQueryBatches,
  promqlOf,
} from '@opsdeck/backstage-plugin-slos-common';

/** What was asked of the source. */
export interface AskedQuery extends ReadInterval {
  query: string;
  members: number;
}

/** A source whose figures the test decides, slice by slice. */
export class FakeSliSource implements SliSource {
  readonly id = 'fake';
  readonly title = 'Fake provider';
  readonly provider = 'fake';
  readonly cadence = 'PT1M';
  readonly timeout = 'PT1M';
  readonly requiredPermissions = ['fake:read'];
  readonly policies = [];
  readonly asked: AskedQuery[] = [];
  remembers: SliRetention | undefined;
  /** The figure of one side of one slice; undefined when there is none. */
  figure: (member: QueryBatchMember, start: number) => number | undefined = ({
    side,
  }) => (side === 'total' ? 100 : 99.95);
  /** Throws what the provider would. */
  beforeQuery: (batch: QueryBatch, interval: ReadInterval) => void = () => {};

  async instances(): Promise<SourceScope[]> {
    return [
      { id: 'main', title: 'main', attributes: {} },
      { id: 'other', title: 'other', attributes: {} },
    ];
  }

  answers(metric: MetricSource): boolean {
    return promqlOf(metric) !== undefined;
  }

  plan(requests: readonly SliRequest[], sliceSeconds: SliceSeconds) {
    return planQueryBatches(
      requests.map(({ metric, ...request }) => ({
        ...request,
        query: promqlOf(metric) ?? '',
      })),
      sliceSeconds,
    );
  }

  async retention() {
    return this.remembers;
  }

  async query(
    _instance: SourceScope,
    batch: QueryBatch,
    interval: ReadInterval,
    context: SliQueryContext,
  ): Promise<SliValues[]> {
    await context.countCall();
    this.asked.push({
      query: batch.query,
      members: batch.members.length,
      ...interval,
    });
    this.beforeQuery(batch, interval);
    return batch.members.map(member => {
      const values = new Map<number, number>();
      const step = batch.step * 1000;
      for (let start = interval.from; start < interval.to; start += step) {
        const value = this.figure(member, start);
        if (value !== undefined) values.set(start, value);
      }
      return { member, values };
    });
  }
}
