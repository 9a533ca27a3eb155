import { randomUUID, timingSafeEqual } from 'node:crypto';
import { Feed } from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';

interface FeedRow {
  id: string;
  token_hash: string;
  scope: Feed['scope'];
  owner_ref: string;
  subject_refs: string;
  created_at: string;
  last_read_at: string | null;
  revoked_at: string | null;
}

/** A feed as it is kept; of its token only the hash, and that does not leave the store. */
export interface StoredFeed extends Omit<Feed, 'problem'> {
  ownerRef: string;
}

/** iCalendar feeds of people. */
export class FeedStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async create(
    feed: Pick<StoredFeed, 'scope' | 'ownerRef' | 'subjectRefs'>,
    tokenHash: string,
    now: Date,
  ): Promise<StoredFeed> {
    const row: FeedRow = {
      id: randomUUID(),
      token_hash: tokenHash,
      scope: feed.scope,
      owner_ref: feed.ownerRef,
      subject_refs: JSON.stringify(feed.subjectRefs),
      created_at: now.toISOString(),
      last_read_at: null,
      revoked_at: null,
    };
    await this.#knex<FeedRow>('feeds').insert(row);
    return toStored(row);
  }

  /** The feeds of a person that are not revoked, newest first. */
  async listOf(ownerRef: string): Promise<StoredFeed[]> {
    const rows = await this.#knex<FeedRow>('feeds')
      .where({ owner_ref: ownerRef })
      .whereNull('revoked_at')
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
    return rows.map(toStored);
  }

  /** Revokes a feed of a person; false when there is none. */
  async revoke(id: string, ownerRef: string, now: Date): Promise<boolean> {
    const revoked = await this.#knex<FeedRow>('feeds')
      .where({ id, owner_ref: ownerRef })
      .whereNull('revoked_at')
      .update({ revoked_at: now.toISOString() });
    return revoked > 0;
  }

  /**
   * The feed of a token. A revoked one and one that never was are the same query with
   * the same answer. What is looked up is the hash, of which nobody can choose a
   * beginning; the comparison that decides takes the same time for all.
   */
  async find(tokenHash: string): Promise<StoredFeed | undefined> {
    const row = await this.#knex<FeedRow>('feeds')
      .where({ token_hash: tokenHash })
      .whereNull('revoked_at')
      .first();
    const expected = Buffer.from(row?.token_hash ?? '0'.repeat(64));
    const isIt = timingSafeEqual(expected, Buffer.from(tokenHash));
    return row && isIt ? toStored(row) : undefined;
  }

  async touch(id: string, now: Date): Promise<void> {
    await this.#knex<FeedRow>('feeds')
      .where({ id })
      .update({ last_read_at: now.toISOString() });
  }

  /** Deletes feeds that were revoked before a time; answers how many. */
  async prune(before: Date, limit: number): Promise<number> {
    const ids = await this.#knex<FeedRow>('feeds')
      .where('revoked_at', '<', before.toISOString())
      .limit(limit)
      .pluck('id');
    if (ids.length === 0) return 0;
    return this.#knex('feeds').whereIn('id', ids).delete();
  }
}

function toStored(row: FeedRow): StoredFeed {
  return {
    id: row.id,
    scope: row.scope,
    ownerRef: row.owner_ref,
    subjectRefs: JSON.parse(row.subject_refs),
    createdAt: row.created_at,
    lastReadAt: row.last_read_at,
  };
}
