import { Knex } from 'knex';
import { EntityRows, distinctRefs, removeRows } from '../entityLife';

/** A store of the simplest kind: things that belong to entities. */
export class ThingRows implements EntityRows {
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  static async create(knex: Knex): Promise<ThingRows> {
    await knex.schema.createTable('things', table => {
      table.string('id', 100).primary();
      table.string('entity_ref', 255).notNullable().index();
    });
    return new ThingRows(knex);
  }

  async add(entityRef: string, ...ids: string[]): Promise<void> {
    await this.#knex('things').insert(
      ids.map(id => ({ id, entity_ref: entityRef })),
    );
  }

  /** Ids of an entity's things. */
  async of(entityRef: string): Promise<string[]> {
    return this.#knex('things')
      .where({ entity_ref: entityRef })
      .orderBy('id')
      .pluck('id');
  }

  async count(): Promise<number> {
    return (await this.#knex('things').pluck('id')).length;
  }

  refs(): Promise<string[]> {
    return distinctRefs(this.#knex, 'things');
  }

  async rename(trx: Knex.Transaction, from: string, to: string): Promise<void> {
    await trx('things').where({ entity_ref: from }).update({ entity_ref: to });
  }

  async remove(trx: Knex.Transaction, entityRef: string): Promise<number> {
    return removeRows(trx, 'things', ['id'], entityRef);
  }
}
