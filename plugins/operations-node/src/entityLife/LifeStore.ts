import { Knex } from 'knex';
import {
  EntityLifeHalt,
  KnownClaim,
} from '@opsdeck/backstage-plugin-operations-common';

interface LifeRow {
  entity_ref: string;
  claims: string;
  missing_since: string | null;
  missing_runs: number;
}

interface HaltRow {
  id: number;
  since: string;
  missing: number;
  total: number;
  confirmed_until: string | null;
  confirmed_missing: number | null;
}

/** What is remembered of an entity with rows. */
export interface EntityLifeRow {
  entityRef: string;
  claims: KnownClaim[];
  missingSince: string | null;
  missingRuns: number;
}

const CHUNK = 100;
const HALT = { id: 1 };

/** When entities with rows were last in the catalog, and what they claimed. */
export class LifeStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async all(): Promise<Map<string, EntityLifeRow>> {
    const rows = await this.#knex<LifeRow>('entity_lives');
    return new Map(
      rows.map(row => [
        row.entity_ref,
        {
          entityRef: row.entity_ref,
          claims: JSON.parse(row.claims),
          missingSince: row.missing_since,
          missingRuns: row.missing_runs,
        },
      ]),
    );
  }

  async save(lives: readonly EntityLifeRow[]): Promise<void> {
    for (let i = 0; i < lives.length; i += CHUNK) {
      await this.#knex<LifeRow>('entity_lives')
        .insert(
          lives.slice(i, i + CHUNK).map(life => ({
            entity_ref: life.entityRef,
            claims: JSON.stringify(life.claims),
            missing_since: life.missingSince,
            missing_runs: life.missingRuns,
          })),
        )
        .onConflict('entity_ref')
        .merge();
    }
  }

  async forget(entityRefs: readonly string[]): Promise<void> {
    for (let i = 0; i < entityRefs.length; i += CHUNK) {
      await this.#knex<LifeRow>('entity_lives')
        .whereIn('entity_ref', entityRefs.slice(i, i + CHUNK))
        .delete();
    }
  }

  async halted(): Promise<EntityLifeHalt | null> {
    const row = await this.#knex<HaltRow>('entity_life_halts')
      .where(HALT)
      .first();
    return row
      ? { since: row.since, missing: row.missing, total: row.total }
      : null;
  }

  /** Whether an administrator has confirmed that so many have left. */
  async isConfirmed(missing: number, now: Date): Promise<boolean> {
    const row = await this.#knex<HaltRow>('entity_life_halts')
      .where(HALT)
      .where('confirmed_until', '>=', now.toISOString())
      .first();
    return row !== undefined && missing <= (row.confirmed_missing ?? 0);
  }

  async halt(missing: number, total: number, now: Date): Promise<void> {
    await this.#knex<HaltRow>('entity_life_halts')
      .insert({ ...HALT, since: now.toISOString(), missing, total })
      .onConflict('id')
      .merge(['missing', 'total']);
  }

  /** Lets the next run within the time mark as many as are missing now. Answers false when nothing waits. */
  async confirm(until: Date): Promise<boolean> {
    const confirmed = await this.#knex<HaltRow>('entity_life_halts')
      .where(HALT)
      .update({
        confirmed_until: until.toISOString(),
        confirmed_missing: this.#knex.raw('missing'),
      });
    return confirmed > 0;
  }

  async resume(): Promise<void> {
    await this.#knex<HaltRow>('entity_life_halts').where(HALT).delete();
  }
}
