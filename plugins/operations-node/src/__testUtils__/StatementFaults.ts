import { Knex } from 'knex';

type Query = (
  this: unknown,
  connection: unknown,
  statement: { sql?: string },
) => Promise<unknown>;

/**
 * How a statement fails. `unsent`: it never reaches the database. `unanswered`:
 * it takes effect, and the answer is lost. `killed`: the process is dead from
 * then on, and the database rolls back what was open.
 */
export type StatementFault = 'unsent' | 'unanswered' | 'killed';

/** Makes statements of one pool fail, those that begin and end transactions included. */
export class StatementFaults {
  /** Statements since the last reset. */
  seen = 0;
  injected = 0;
  #next: () => StatementFault | undefined = () => undefined;
  #dead = false;
  readonly #prototype: { _query: Query };
  readonly #original: Query;

  constructor(knex: Knex) {
    // Transactions get clients of their own, made from the same prototype.
    this.#prototype = knex.client.constructor.prototype;
    this.#original = this.#prototype._query;
    const original = this.#original;
    const decide = (run: (sql?: string) => Promise<unknown>, sql: string) =>
      this.#decide(run, sql);
    this.#prototype._query = async function query(connection, statement) {
      const run = (sql?: string) =>
        original.call(
          this,
          connection,
          sql ? { ...statement, sql } : statement,
        );
      return decide(run, statement.sql ?? '');
    };
  }

  /** Decides for each statement from now on whether and how it fails. */
  arm(next: () => StatementFault | undefined): void {
    this.seen = 0;
    this.#dead = false;
    this.#next = next;
  }

  disarm(): void {
    this.arm(() => undefined);
  }

  restore(): void {
    this.#prototype._query = this.#original;
  }

  async #decide(
    run: (sql?: string) => Promise<unknown>,
    sql: string,
  ): Promise<unknown> {
    this.seen++;
    const fault = this.#dead ? 'killed' : this.#next();
    if (!fault) return run();
    if (!this.#dead) this.injected++;
    this.#dead ||= fault === 'killed';
    const failure = new Error(`injected: ${fault}`);
    if (/^\s*rollback/i.test(sql)) {
      // Whether or not the client hears of it, the database forgets.
      await run();
    } else if (/^\s*commit/i.test(sql)) {
      await run(fault === 'unanswered' ? undefined : 'ROLLBACK;');
    } else if (/^\s*begin/i.test(sql)) {
      // The connection is not given on with a transaction open in it.
      if (fault === 'unanswered') {
        await run();
        await run('ROLLBACK;');
      }
    } else if (fault === 'unanswered') {
      await run();
    }
    throw failure;
  }
}
