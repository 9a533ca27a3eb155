import { randomUUID } from 'node:crypto';
import {
  Capability,
  RenameDecision,
} from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';

interface DecisionRow {
  id: string;
  from_ref: string;
  to_ref: string;
  decision: RenameDecision['decision'];
  decided_by: string;
  decided_at: string;
  pending: string;
}

/** A decision, and who has not heard of it. */
export interface StoredDecision extends RenameDecision {
  id: string;
  /** When it was taken (UTC). */
  at: string;
  pending: Capability[];
}

const SHOWN = 100;

/** What administrators decided of renamed entities. Kept for good: it is why history moved. */
export class DecisionStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(
    decision: RenameDecision,
    pending: readonly Capability[],
    now: Date,
  ): Promise<StoredDecision> {
    const row: DecisionRow = {
      id: randomUUID(),
      from_ref: decision.from,
      to_ref: decision.to,
      decision: decision.decision,
      decided_by: decision.by,
      decided_at: now.toISOString(),
      pending: JSON.stringify(pending),
    };
    await this.#rows().insert(row);
    return toDecision(row);
  }

  /** The newest first. */
  async list(): Promise<StoredDecision[]> {
    const rows = await this.#rows()
      .orderBy([
        { column: 'decided_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(SHOWN);
    return rows.map(toDecision);
  }

  /** Those that some backend has not heard of, the oldest first: in the order in which they were taken. */
  async pending(): Promise<StoredDecision[]> {
    const rows = await this.#rows()
      .whereNot('pending', '[]')
      .orderBy(['decided_at', 'id']);
    return rows.map(toDecision);
  }

  async setPending(id: string, pending: readonly Capability[]): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({ pending: JSON.stringify(pending) });
  }

  #rows() {
    return this.#knex<DecisionRow>('entity_decisions');
  }
}

function toDecision(row: DecisionRow): StoredDecision {
  return {
    id: row.id,
    from: row.from_ref,
    to: row.to_ref,
    decision: row.decision,
    by: row.decided_by,
    at: row.decided_at,
    pending: JSON.parse(row.pending),
  };
}
