import { Knex } from 'knex';
import {
  CollectionSink,
  SinkContext,
  SinkCounts,
  SinkRun,
} from '../collection';
import { Item } from './ScriptedSource';

export interface ItemRow extends Item {
  writes: number;
  seen_at: string;
  gone_at: string | null;
}

/** Keeps items in a table, through the transaction it is given, as a tab's sink does. */
export class ItemSink implements CollectionSink<Item> {
  readonly closings: SinkContext[] = [];
  /** Called before each write. */
  beforeApply: (records: readonly Item[]) => void = () => {};
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  static async create(knex: Knex): Promise<ItemSink> {
    await knex.schema.createTable('items', table => {
      table.string('key', 20).primary();
      table.integer('value').notNullable();
      table.integer('writes').notNullable();
      table.string('seen_at', 24).notNullable();
      table.string('gone_at', 24).nullable();
    });
    return new ItemSink(knex);
  }

  static open(knex: Knex): ItemSink {
    return new ItemSink(knex);
  }

  async open(): Promise<SinkRun<Item>> {
    return {
      apply: (records, context) => this.#apply(records, context),
      complete: context => this.#complete(context),
    };
  }

  async rebind(): Promise<void> {}

  async rows(): Promise<ItemRow[]> {
    return this.#knex<ItemRow>('items').orderBy('value');
  }

  async present(): Promise<string[]> {
    const rows = await this.rows();
    return rows.filter(row => row.gone_at === null).map(row => row.key);
  }

  async #apply(records: readonly Item[], { trx, now }: SinkContext) {
    for (const record of records) {
      await trx<ItemRow>('items')
        .insert({
          ...record,
          writes: 1,
          seen_at: now.toISOString(),
          gone_at: null,
        })
        .onConflict('key')
        .merge({
          value: record.value,
          writes: trx.raw('items.writes + 1'),
          seen_at: now.toISOString(),
          gone_at: null,
        });
      this.beforeApply(records);
    }
  }

  async #complete(context: SinkContext): Promise<SinkCounts> {
    this.closings.push(context);
    if (context.reading === 'complete') {
      await context
        .trx<ItemRow>('items')
        .where('seen_at', '<', context.sweepStartedAt.toISOString())
        .update({ gone_at: context.now.toISOString() });
    }
    return { bound: (await context.trx('items')).length, unbound: 0 };
  }
}
