import {
  CollectionSink,
  SinkContext,
  SinkRun,
} from '@opsdeck/backstage-plugin-operations-node';

/** Records of sources that have little in common: each source has a sink of its own. */
export class SinksBySource<TRecord> implements CollectionSink<TRecord> {
  readonly #sinks: Readonly<Record<string, CollectionSink<never>>>;

  /** @param sinks - by the id of the source whose records they take. */
  constructor(sinks: Readonly<Record<string, CollectionSink<never>>>) {
    this.#sinks = sinks;
  }

  async open(): Promise<SinkRun<TRecord>> {
    const runs = new Map<string, SinkRun<never>>();
    for (const [sourceId, sink] of Object.entries(this.#sinks)) {
      runs.set(sourceId, await sink.open());
    }
    const runOf = ({ sourceId }: SinkContext) => {
      const run = runs.get(sourceId);
      if (!run) throw new Error(`The source ${sourceId} has no sink`);
      return run;
    };
    return {
      // A source yields records of its own sink only.
      apply: async (records, context) =>
        runOf(context).apply(records as readonly never[], context),
      complete: async context => runOf(context).complete(context),
    };
  }

  async rebind(): Promise<void> {
    for (const sink of Object.values(this.#sinks)) await sink.rebind();
  }
}
