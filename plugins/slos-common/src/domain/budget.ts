import { ceilToSlice } from '../ledger';
import { SliFigures } from './sli';
import { budgetShare } from './target';
import { ResolvedWindow, windowSeconds } from './window';

/**
 * What the allowance of a budget is a share of.
 *
 * - `window`: everything counted in a rolling window;
 * - `period`: all slices of a calendar period, also those to come: fixed from
 *   the first day (slice-based methods);
 * - `to-date`: the events of a calendar period so far (Occurrences);
 * - `estimated`: the events of the whole period, projected from those so far.
 */
export type BudgetBasis = 'window' | 'period' | 'to-date' | 'estimated';

/** How a calendar window with Occurrences is budgeted: its total is unknown until it ends. */
export type CalendarBasis = 'to-date' | 'estimated';

/** A quantity of the budget: what there is, what is used, what is left (negative when overspent). */
export interface BudgetAmount {
  allowed: number;
  spent: number;
  left: number;
}

/** The error budget of one objective. Nothing is clamped: negative is information. */
export interface ErrorBudget {
  basis: BudgetBasis;
  /** Whether the allowance is a projection (basis `estimated`). */
  estimated: boolean;
  /** Share that may be bad, `1 - target`, exact decimal text. */
  share: string;
  /** Spent over allowed; absent when nothing was counted. */
  consumed?: number;
  /** `1 - consumed`; negative when overspent. */
  remaining?: number;
  /** In the method's units: events, or slices. */
  amount: BudgetAmount;
  /** The same as time, in seconds. */
  time: BudgetAmount;
  /**
   * Occurrences: failures that can still happen, with no success in between,
   * before the target is missed: `(B * total - bad) / (1 - B)`. Negative when
   * overspent, absent when the target is 0 and for other methods.
   */
  tolerableFailures?: number;
}

/** What a budget is computed from besides the SLI. */
export interface BudgetContext {
  target: string;
  window: ResolvedWindow;
  /** Length of the slices that the figures count, in seconds. */
  sliceSeconds: number;
  /** Excluded slices of the window; they shrink a period's fixed allowance. */
  excludedSlices: number;
  calendarBasis: CalendarBasis;
}

/** Computes the error budget from the SLI of a window. */
export function errorBudget(
  figures: SliFigures,
  context: BudgetContext,
): ErrorBudget {
  const share = budgetShare(context.target);
  const basis = basisOf(figures, context);
  const base = allowanceBase(figures, basis, context);
  const allowed = share.times(base).toNumber();
  const amount = amountOf(allowed, figures.bad);
  const counted = allowed > 0;
  const consumed = counted ? figures.bad / allowed : undefined;
  return {
    basis,
    estimated: basis === 'estimated',
    share: share.toFixed(),
    ...(consumed !== undefined ? { consumed, remaining: 1 - consumed } : {}),
    amount,
    time: timeOf(figures, amount, consumed ?? 0, context),
    ...(figures.method === 'Occurrences' && share.lt(1)
      ? {
          tolerableFailures: share
            .times(figures.total)
            .minus(figures.bad)
            .div(share.negated().plus(1))
            .toNumber(),
        }
      : {}),
  };
}

function basisOf(figures: SliFigures, context: BudgetContext): BudgetBasis {
  if (context.window.type === 'rolling') return 'window';
  return figures.method === 'Occurrences' ? context.calendarBasis : 'period';
}

function allowanceBase(
  figures: SliFigures,
  basis: BudgetBasis,
  { window, sliceSeconds, excludedSlices }: BudgetContext,
): number {
  switch (basis) {
    case 'period':
      return (
        slicesBetween(window.from, window.end, sliceSeconds) - excludedSlices
      );
    case 'estimated': {
      const elapsed =
        (window.to.getTime() - window.from.getTime()) /
        (window.end.getTime() - window.from.getTime());
      return elapsed > 0 ? figures.total / elapsed : 0;
    }
    default:
      return figures.total;
  }
}

/** Number of slices that start in [from, to). */
export function slicesBetween(
  from: Date,
  to: Date,
  sliceSeconds: number,
): number {
  const first = ceilToSlice(from.getTime(), sliceSeconds);
  const after = ceilToSlice(to.getTime(), sliceSeconds);
  return (after - first) / (sliceSeconds * 1000);
}

/** Slices are time already; events are as much time as their share of the window. */
function timeOf(
  figures: SliFigures,
  amount: BudgetAmount,
  consumed: number,
  { target, window, sliceSeconds }: BudgetContext,
): BudgetAmount {
  if (figures.unit === 'slice') {
    return amountOf(amount.allowed * sliceSeconds, amount.spent * sliceSeconds);
  }
  const allowed = budgetShare(target).times(windowSeconds(window)).toNumber();
  return amountOf(allowed, consumed * allowed);
}

function amountOf(allowed: number, spent: number): BudgetAmount {
  return { allowed, spent, left: allowed - spent };
}

/** Slack below which a budget counts as used up: what adding up doubles leaves. */
const REMAINING_TOLERANCE = 1e-9;

/** Whether nothing is left of a budget; a budget of nothing counted is not exhausted. */
export function isExhausted({ remaining }: ErrorBudget): boolean {
  return remaining !== undefined && remaining <= REMAINING_TOLERANCE;
}

/**
 * Share of a budget that a part of its window cost: the bad units of the part
 * over what was allowed. Answers "this release spent 11 % of the month".
 */
export function shareOfBudget(
  part: SliFigures,
  budget: ErrorBudget,
): number | undefined {
  return budget.amount.allowed > 0
    ? part.bad / budget.amount.allowed
    : undefined;
}
