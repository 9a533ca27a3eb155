import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Smaller differences are not told from the time that the question took. */
const NOISE_MS = 1_000;

/** An answer that took longer, as from a busy pool, says too little. */
const LONGEST_QUESTION_MS = 2_000;

/** A clock that is wrong by more than this deserves a line in the log. */
const WORTH_A_WARNING_MS = 5_000;

/**
 * The clock that all replicas agree on: that of their database. Leases, due
 * dates and what is judged by them go by it, so that a replica whose own clock
 * is wrong takes nothing away from the others and holds nothing up. With SQLite
 * there is one process on one host, and nothing to compare.
 */
export class DatabaseClock {
  readonly #knex: Knex;
  readonly #own: () => Date;
  #aheadMs = 0;
  #warnedOfMs = 0;

  /** @param own - the clock of this process */
  constructor(knex: Knex, own: () => Date = () => new Date()) {
    this.#knex = knex;
    this.#own = own;
  }

  /** The time by the database's clock, as of the last comparison. */
  readonly now = (): Date => new Date(this.#own().getTime() - this.#aheadMs);

  /**
   * Compares the clocks, exact to half of the time that the database takes to
   * answer. Answers by how many milliseconds the one of this process is ahead;
   * 0 for less than a second.
   */
  async compare(): Promise<number> {
    if (this.#knex.client.config.client !== 'pg') return 0;
    const askedAt = this.#own().getTime();
    const { rows } = await this.#knex.raw(
      'select extract(epoch from clock_timestamp()) * 1000 as ms',
    );
    const answeredAt = this.#own().getTime();
    if (Math.abs(answeredAt - askedAt) <= LONGEST_QUESTION_MS) {
      const aheadMs = (askedAt + answeredAt) / 2 - Number(rows[0].ms);
      this.#aheadMs = Math.abs(aheadMs) < NOISE_MS ? 0 : Math.round(aheadMs);
    }
    return this.#aheadMs;
  }

  /** Has the clocks compared from time to time, in every replica for itself. */
  async schedule(
    scheduler: SchedulerService,
    logger: LoggerService,
  ): Promise<void> {
    await scheduler.scheduleTask({
      id: 'compare-clocks',
      frequency: { seconds: 10 },
      timeout: { seconds: 10 },
      scope: 'local',
      fn: async () => {
        const aheadMs = await this.compare();
        if (Math.abs(aheadMs - this.#warnedOfMs) <= WORTH_A_WARNING_MS) return;
        this.#warnedOfMs = aheadMs;
        const seconds = Math.round(Math.abs(aheadMs) / 1_000);
        logger.warn(
          aheadMs === 0
            ? "The clock of this host agrees with the database's again"
            : `The clock of this host is ${seconds} s ${
                aheadMs > 0 ? 'ahead of' : 'behind'
              } the database's; leases and due dates go by the database's`,
        );
      },
    });
  }
}
