import { ReadContext, Source, SourcePage, SourceScope } from '../source';
import { Item, ScriptedSource } from './ScriptedSource';

const PAGES = 3;
const ITEMS_PER_PAGE = 2;

/** What may be wrong with one reading. */
export type Mischief = 'none' | 'rubbish' | 'never-ends' | 'huge' | 'dies';

/**
 * A provider with the same pages in every scope, read by cursor: what was
 * passed over once never comes again in an incremental reading. The second page
 * of each scope holds one record that fits no contract.
 */
export class PagedWorld extends ScriptedSource implements Source<Item> {
  mischief: () => Mischief = () => 'none';

  constructor(scopeIds: string[], reading: 'complete' | 'incremental') {
    super(async function* nothing() {
      yield { records: [] };
    });
    this.scopeIds = scopeIds;
    this.reading = reading;
    this.timeout = 'PT0.2S';
  }

  /** Every good record that there is. */
  truth(): string[] {
    return this.scopeIds
      .flatMap(id =>
        Array.from({ length: PAGES }, (_, page) => itemsOf(id, page)).flat(),
      )
      .map(({ key }) => key)
      .sort();
  }

  read(scope: SourceScope, context: ReadContext) {
    this.readings.push(context);
    return this.#pages(scope.id, context);
  }

  async *#pages(
    scopeId: string,
    { cursor, countCall }: ReadContext,
  ): AsyncIterable<SourcePage<Item>> {
    const mischief = this.mischief();
    for (let page = Number(cursor ?? 0); page < PAGES; page++) {
      await countCall();
      if (mischief === 'never-ends' && page === 1) await new Promise(() => {});
      if (mischief === 'dies' && page === 1) throw new Error('boom');
      const records: unknown[] = itemsOf(scopeId, page);
      if (page === 1) records.push({ odd: scopeId });
      if (mischief === 'rubbish') records.push(null, 7, 'x', [], { key: 1 });
      if (mischief === 'huge') {
        // The same records over and over: a replayed record changes nothing.
        for (let i = 0; i < 50; i++) records.push(...itemsOf(scopeId, page));
      }
      yield { records: records as Item[], cursor: String(page + 1) };
    }
  }
}

function itemsOf(scopeId: string, page: number): Item[] {
  return Array.from({ length: ITEMS_PER_PAGE }, (_, i) => ({
    key: `${scopeId}-${page}-${i}`,
    value: page * ITEMS_PER_PAGE + i,
  }));
}
