import { Knex } from 'knex';

/** A row of `run_watchers`. */
interface WatcherRow {
  run_id: string;
  user_ref: string;
  seen_at: string;
}

/** A reader who looks again within this time is not written down again. */
const FRESH_MS = 60_000;

/** Who has a run on screen. They were allowed to read it when they last did. */
export class WatcherStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Notes that somebody has read a run. */
  async seen(runId: string, userRef: string, now: Date): Promise<void> {
    const key = { run_id: runId, user_ref: userRef };
    const known = await this.#knex<WatcherRow>('run_watchers')
      .where(key)
      .where('seen_at', '>', ago(now, FRESH_MS))
      .first('run_id');
    if (known) return;
    await this.#knex<WatcherRow>('run_watchers')
      .insert({ ...key, seen_at: now.toISOString() })
      .onConflict(['run_id', 'user_ref'])
      .merge(['seen_at']);
  }

  /** Those who have read a run within the last `withinMs`. */
  async watching(
    runId: string,
    now: Date,
    withinMs: number,
  ): Promise<string[]> {
    return this.#knex<WatcherRow>('run_watchers')
      .where({ run_id: runId })
      .where('seen_at', '>', ago(now, withinMs))
      .orderBy('user_ref')
      .pluck('user_ref');
  }
}

function ago(now: Date, ms: number): string {
  return new Date(now.getTime() - ms).toISOString();
}
