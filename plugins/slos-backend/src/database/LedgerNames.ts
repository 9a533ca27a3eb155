import { Knex } from 'knex';

interface NameRow {
  entity_ref: string;
  slo_id: string;
  ledger_ref: string;
}

/** Under which ref the ledgers of renamed entities were begun. */
export class LedgerNames {
  readonly #connection: Knex;

  constructor(connection: Knex) {
    this.#connection = connection;
  }

  /** The ref that stands for the entity's own in a ledger's key, by SLO; absent where it is its own. */
  async of(entityRef: string): Promise<Map<string, string>> {
    const rows = await this.#names().where({ entity_ref: entityRef });
    return new Map(rows.map(row => [row.slo_id, row.ledger_ref]));
  }

  async set(entityRef: string, sloId: string, name: string): Promise<void> {
    await this.#insert(entityRef, sloId, name).merge();
  }

  /** {@link set}, unless the SLO has a ledger by now. */
  async keep(entityRef: string, sloId: string, name: string): Promise<void> {
    await this.#insert(entityRef, sloId, name).ignore();
  }

  async forget(entityRef: string): Promise<void> {
    await this.#names().where({ entity_ref: entityRef }).delete();
  }

  #insert(entityRef: string, sloId: string, name: string) {
    return this.#names()
      .insert({ entity_ref: entityRef, slo_id: sloId, ledger_ref: name })
      .onConflict(['entity_ref', 'slo_id']);
  }

  #names() {
    return this.#connection<NameRow>('slo_ledger_names');
  }
}
