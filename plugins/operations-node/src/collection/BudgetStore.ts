import { Knex } from 'knex';
import { ProviderBudget, RateLimit, Source, SourceScope } from '../source';
import { BudgetState, CallBudget } from './CallBudget';

interface BudgetRow {
  budget_key: string;
  bucket_tokens: number | null;
  bucket_at: string | null;
  budget_limit: number | null;
  budget_remaining: number | null;
  budget_resets_at: string | null;
  budget_observed_at: string | null;
  touched_at: string;
}

/** A budget of calls and what refills it. */
export interface BudgetAccount {
  key: string;
  /** The source's own limit; without it only the provider limits. */
  limit?: RateLimit;
}

/**
 * The budget that a scope spends from: that of the credentials which it shares
 * with others, where the source names one, else its own.
 */
export function budgetAccountOf(
  source: Pick<Source<unknown>, 'id' | 'rateLimit' | 'budgetKey'>,
  scope: SourceScope,
): BudgetAccount {
  const shared = source.budgetKey?.(scope);
  return {
    key:
      shared === undefined
        ? `scope:${source.id}/${scope.id}`
        : `shared:${shared}`,
    limit: source.rateLimit,
  };
}

/**
 * Budgets of calls. Each call is spent in a transaction of its own that locks
 * the budget's row, so that scopes and replicas that share it never make more
 * calls than it holds, and a process that dies has paid for what it called.
 */
export class BudgetStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Spends one call and answers from when on it may go out, as {@link CallBudget.spend}. */
  async spend({ key, limit }: BudgetAccount, now: Date): Promise<Date> {
    // Where nothing limits there is nothing to count.
    if (!limit && !(await this.#has(key))) return now;
    return this.#change({ key, limit }, now, budget => budget.spend(now));
  }

  /** Gives a call back that is not made after all. */
  async giveBack(account: BudgetAccount, now: Date): Promise<void> {
    await this.#change(account, now, budget => budget.giveBack());
  }

  /** Notes what the answer to the latest call says. */
  async observe(
    account: BudgetAccount,
    told: ProviderBudget,
    now: Date,
  ): Promise<void> {
    await this.#change(account, now, budget => budget.observe(told, now));
  }

  /** Budgets by their keys; those of which nothing is known are absent. */
  async states(keys: readonly string[]): Promise<Map<string, BudgetState>> {
    const rows = await this.#knex<BudgetRow>('call_budgets').whereIn(
      'budget_key',
      [...new Set(keys)],
    );
    return new Map(rows.map(row => [row.budget_key, stateOf(row)]));
  }

  /** Deletes at most `chunk` budgets from which nobody has spent since the instant; answers how many. */
  async prune(before: Date, chunk: number): Promise<number> {
    return this.#knex<BudgetRow>('call_budgets')
      .whereIn(
        'budget_key',
        this.#knex<BudgetRow>('call_budgets')
          .where('touched_at', '<', before.toISOString())
          .orderBy('touched_at')
          .limit(chunk)
          .select('budget_key'),
      )
      .delete();
  }

  async #has(key: string): Promise<boolean> {
    const row = await this.#knex<BudgetRow>('call_budgets')
      .where({ budget_key: key })
      .first('budget_key');
    return row !== undefined;
  }

  async #change<T>(
    { key, limit }: BudgetAccount,
    now: Date,
    change: (budget: CallBudget) => T,
  ): Promise<T> {
    return this.#knex.transaction(async trx => {
      // Always a write, so that the row stays locked to the end of the transaction.
      await trx<BudgetRow>('call_budgets')
        .insert({ budget_key: key, touched_at: now.toISOString() })
        .onConflict('budget_key')
        .merge(['touched_at']);
      const row = await trx<BudgetRow>('call_budgets')
        .where({ budget_key: key })
        .first();
      const budget = new CallBudget(limit, row ? stateOf(row) : {}, now);
      const answer = change(budget);
      await trx<BudgetRow>('call_budgets')
        .where({ budget_key: key })
        .update(columnsOf(budget.state()));
      return answer;
    });
  }
}

function stateOf(row: BudgetRow): BudgetState {
  return {
    ...(row.bucket_tokens !== null &&
      row.bucket_at !== null && {
        bucket: { tokens: row.bucket_tokens, at: new Date(row.bucket_at) },
      }),
    ...(row.budget_remaining !== null &&
      row.budget_observed_at !== null && {
        provider: {
          ...(row.budget_limit !== null && { limit: row.budget_limit }),
          ...(row.budget_resets_at !== null && {
            resetsAt: new Date(row.budget_resets_at),
          }),
          remaining: row.budget_remaining,
          observedAt: new Date(row.budget_observed_at),
        },
      }),
  };
}

function columnsOf({ bucket, provider }: BudgetState) {
  return {
    bucket_tokens: bucket?.tokens ?? null,
    bucket_at: bucket?.at.toISOString() ?? null,
    budget_limit: provider?.limit ?? null,
    budget_remaining: provider?.remaining ?? null,
    budget_resets_at: provider?.resetsAt?.toISOString() ?? null,
    budget_observed_at: provider?.observedAt.toISOString() ?? null,
  };
}
