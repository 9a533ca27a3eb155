import {
  EntityRows,
  distinctRefs,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import {
  EntityRow,
  ObjectiveRow,
  StoredObjective,
  toObjective,
} from './definitionRows';
import { LedgerNames } from './LedgerNames';
import { SlosDatabase } from './openDatabase';
import { joinLedgers } from './joinLedgers';

const TABLES = ['slo_objectives', 'slo_documents', 'slo_entities'];

/** What is promised and how it was kept, for entities that are renamed or leave the catalog. */
export class SloRows implements EntityRows {
  readonly #database: SlosDatabase;

  constructor(database: SlosDatabase) {
    this.#database = database;
  }

  async refs(): Promise<string[]> {
    const refs = await Promise.all(
      ['slo_entities', 'slo_ledger_names'].map(table =>
        distinctRefs(this.#database.knex, table),
      ),
    );
    return refs.flat();
  }

  /**
   * What is promised is what the new ref's files say, once they are read. Each
   * SLO goes on in the ledger of its old ref while it measures the same; what
   * was measured under the new ref meanwhile is added to it.
   */
  async rename(
    trx: Knex.Transaction,
    from: string,
    to: string,
    now: Date,
  ): Promise<void> {
    const names = new LedgerNames(trx);
    const [theirNames, ours, theirs] = [
      await names.of(from),
      await objectivesOf(trx, to),
      await objectivesOf(trx, from),
    ];
    for (const objective of theirs) {
      const twin = ours.find(({ id }) => id === objective.id);
      if (twin && !measuresTheSame(objective, twin)) continue;
      const name = theirNames.get(objective.id) ?? from;
      await names.set(to, objective.id, name);
      theirNames.delete(objective.id);
      const key = objective.ledger?.key;
      if (key && twin?.ledger && twin.ledger.key !== key) {
        await joinLedgers(trx, this.#database, key, twin.ledger.key, now);
        await trx<ObjectiveRow>('slo_objectives')
          .where({ entity_ref: to, slo_id: twin.id })
          .update({ ledger_key: key });
      }
    }
    // SLOs that are not declared at the moment, and may be again.
    for (const [id, name] of theirNames) await names.keep(to, id, name);
    await names.forget(from);

    const known = await trx<EntityRow>('slo_entities')
      .where({ entity_ref: to })
      .first('gone_at');
    const isDeclared = known !== undefined && known.gone_at === null;
    for (const table of TABLES) {
      const lost = isDeclared ? from : to;
      await trx(table).where({ entity_ref: lost }).delete();
      await trx(table).where({ entity_ref: from }).update({ entity_ref: to });
    }
    // Read anew, even if the files are the same: the ledgers may be others.
    await trx<EntityRow>('slo_entities')
      .where({ entity_ref: to })
      .update({ digest: '' });
  }

  /** Ledgers that nothing uses any more go by retention. */
  async remove(trx: Knex.Transaction, entityRef: string): Promise<number> {
    let removed = 0;
    for (const table of [...TABLES, 'slo_ledger_names']) {
      removed += await trx(table).where({ entity_ref: entityRef }).delete();
    }
    return removed;
  }
}

async function objectivesOf(
  trx: Knex.Transaction,
  entityRef: string,
): Promise<StoredObjective[]> {
  const rows = await trx<ObjectiveRow>('slo_objectives')
    .where({ entity_ref: entityRef })
    .orderBy('slo_id');
  return rows.map(toObjective);
}

/** As `bindObjective` sees it: a new target or window changes nothing. */
function measuresTheSame(a: StoredObjective, b: StoredObjective): boolean {
  return measureOf(a) === measureOf(b);
}

function measureOf({ slo, objective, ledger }: StoredObjective): string {
  return JSON.stringify([
    objective.indicator ?? slo.indicator,
    objective.op,
    objective.value,
    ledger && [ledger.sourceId, ledger.scopeId, ledger.sliceSeconds],
  ]);
}
