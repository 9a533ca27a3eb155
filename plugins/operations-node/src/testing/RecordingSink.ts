import {
  CollectionSink,
  SinkContext,
  SinkCounts,
  SinkRun,
} from '../collection/CollectionSink';

/** Keeps what a collector writes, in memory, in the order it came. */
export class RecordingSink<TRecord> implements CollectionSink<TRecord> {
  readonly applied: TRecord[] = [];
  readonly completions: SinkContext['reading'][] = [];

  async open(): Promise<SinkRun<TRecord>> {
    return {
      apply: async records => {
        this.applied.push(...records);
      },
      complete: async (context): Promise<SinkCounts> => {
        this.completions.push(context.reading);
        return { bound: 0, unbound: this.applied.length };
      },
    };
  }

  async rebind(): Promise<void> {
    // Nothing here belongs to an entity.
  }
}
