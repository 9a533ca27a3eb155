import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  ProposedRename,
  Rename,
  RenameDecision,
  RenameProposal,
  StandingRename,
} from '@opsdeck/backstage-plugin-operations-common';

interface RenameRow {
  id: string;
  from_ref: string;
  to_ref: string;
  origin: 'declared' | 'proposed';
  /** `active`: what turns up under the former ref follows. */
  state: 'proposed' | 'active' | 'declined' | 'closed';
  evidence: string;
  created_at: string;
  decided_at: string | null;
  decided_by: string | null;
  moved_at: string | null;
}

/** A rename in force. */
export interface ActiveRename extends StandingRename {
  id: string;
  origin: RenameRow['origin'];
  by: string | null;
}

/** Renames of this backend's entities. */
export class RenameStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async active(): Promise<ActiveRename[]> {
    const rows = await this.#rows({ state: 'active' });
    return rows.map(row => ({
      id: row.id,
      from: row.from_ref,
      to: row.to_ref,
      origin: row.origin,
      by: row.decided_by,
      moved: row.moved_at !== null,
    }));
  }

  /** Proposals that nobody has decided on. */
  async proposals(): Promise<RenameProposal[]> {
    const rows = await this.#rows({ state: 'proposed' });
    return rows.map(row => ({
      from: row.from_ref,
      to: row.to_ref,
      evidence: row.evidence,
      since: row.created_at,
    }));
  }

  /** Puts declared renames in force, all or none: refs may have changed places. */
  async declare(renames: readonly Rename[], now: Date): Promise<void> {
    if (renames.length === 0) return;
    await this.#knex.transaction(async trx => {
      for (const { from, to } of renames) {
        await this.#settle(trx, from, now);
        await trx<RenameRow>('entity_renames').insert({
          ...newRow(from, to, now),
          origin: 'declared',
          state: 'active',
          evidence: '',
        });
      }
    });
  }

  /** Keeps proposals, each once; what was declined is not proposed again. */
  async propose(
    renames: readonly ProposedRename[],
    now: Date,
  ): Promise<ProposedRename[]> {
    const added: ProposedRename[] = [];
    for (const rename of renames) {
      const known = await this.#rows({
        from_ref: rename.from,
        to_ref: rename.to,
      }).whereIn('state', ['proposed', 'declined', 'active']);
      if (known.length > 0) continue;
      await this.#knex<RenameRow>('entity_renames').insert({
        ...newRow(rename.from, rename.to, now),
        origin: 'proposed',
        state: 'proposed',
        // PostgreSQL takes no NUL, and a catalog may hold one.
        evidence: rename.evidence.replace(/\0/g, '\ufffd'),
      });
      added.push(rename);
    }
    return added;
  }

  /** Takes proposals back that have no ground any more. */
  async withdraw(
    isGround: (proposal: Rename) => boolean,
    now: Date,
  ): Promise<void> {
    for (const { from, to } of await this.proposals()) {
      if (isGround({ from, to })) continue;
      await this.#knex<RenameRow>('entity_renames')
        .where({ from_ref: from, to_ref: to, state: 'proposed' })
        .update({ state: 'closed', decided_at: now.toISOString() });
    }
  }

  /** Keeps an administrator's word, whether or not this backend had proposed it. The same word twice is one. */
  async decide(decision: RenameDecision, now: Date): Promise<void> {
    const { from, to, by } = decision;
    const state = decision.decision === 'accepted' ? 'active' : 'declined';
    await this.#knex.transaction(async trx => {
      const same = await trx<RenameRow>('entity_renames')
        .where({ from_ref: from, to_ref: to, state })
        .first('id');
      if (same) return;
      await trx<RenameRow>('entity_renames')
        .where({ from_ref: from, to_ref: to })
        .whereIn('state', ['proposed', 'declined'])
        .delete();
      if (state === 'active') await this.#settle(trx, from, now);
      await trx<RenameRow>('entity_renames').insert({
        ...newRow(from, to, now),
        origin: 'proposed',
        state,
        evidence: '',
        decided_at: now.toISOString(),
        decided_by: by,
      });
    });
  }

  async markMoved(
    trx: Knex.Transaction,
    ids: readonly string[],
    now: Date,
  ): Promise<void> {
    await trx<RenameRow>('entity_renames')
      .whereIn('id', ids)
      .whereNull('moved_at')
      .update({ moved_at: now.toISOString() });
  }

  /** Ends renames: nothing follows them any more. */
  async close(ids: readonly string[], now: Date): Promise<void> {
    for (const id of ids) {
      await this.#knex<RenameRow>('entity_renames')
        .where({ id, state: 'active' })
        .update({ state: 'closed', decided_at: now.toISOString() });
    }
  }

  /** Once it is known where a ref went, other ideas of it are void. */
  async #settle(trx: Knex.Transaction, from: string, now: Date) {
    await trx<RenameRow>('entity_renames')
      .where({ from_ref: from })
      .whereIn('state', ['proposed', 'active'])
      .update({ state: 'closed', decided_at: now.toISOString() });
  }

  #rows(where: Partial<RenameRow>) {
    return this.#knex<RenameRow>('entity_renames')
      .where(where)
      .orderBy(['created_at', 'from_ref', 'to_ref']);
  }
}

function newRow(from: string, to: string, now: Date) {
  return {
    id: randomUUID(),
    from_ref: from,
    to_ref: to,
    created_at: now.toISOString(),
    decided_at: null,
    decided_by: null,
    moved_at: null,
  };
}
