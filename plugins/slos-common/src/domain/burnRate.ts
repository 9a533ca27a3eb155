import { SliFigures } from './sli';
import { budgetShare } from './target';

/** How loud a burn-rate alert is. */
export type AlertSeverity = 'page' | 'ticket';

/**
 * One tier of a multi-window, multi-burn-rate alert (Google SRE Workbook,
 * chapter 5): it fires when both windows burn faster than the factor.
 */
export interface BurnTier {
  id: 'page-fast' | 'page-slow' | 'ticket-fast' | 'ticket-slow';
  severity: AlertSeverity;
  /** Share of the budget that is gone when the long window burned at the factor. */
  budgetShare: number;
  longSeconds: number;
  /** A twelfth of the long window: lets the alert end soon after the trouble does. */
  shortSeconds: number;
  /** Burn rate that must be exceeded: `budgetShare * window / long`. */
  factor: number;
  /** False when the target is so low that even all failures burn slower than the factor. */
  reachable: boolean;
}

const HOUR = 3600;

const TIERS = [
  { id: 'page-fast', severity: 'page', budgetPercent: 2, longHours: 1 },
  { id: 'page-slow', severity: 'page', budgetPercent: 5, longHours: 6 },
  { id: 'ticket-fast', severity: 'ticket', budgetPercent: 10, longHours: 24 },
  { id: 'ticket-slow', severity: 'ticket', budgetPercent: 10, longHours: 72 },
] as const;

/**
 * The tiers for an SLO: for 30 days the factors are 14.4, 6, 3 and 1, for 28
 * days 13.44, 5.6, 2.8 and 0.933. Tiers whose long window does not fit into the
 * SLO's own are left out.
 *
 * @param windowSeconds - length of the SLO's time window
 */
export function burnTiers(target: string, windowSeconds: number): BurnTier[] {
  const highest = budgetShare(target).pow(-1).toNumber();
  return TIERS.filter(tier => tier.longHours * HOUR < windowSeconds).map(
    ({ id, severity, budgetPercent, longHours }) => {
      const longSeconds = longHours * HOUR;
      // Whole numbers, divided once: 14.4 and not 14.399999999999999.
      const factor = (budgetPercent * windowSeconds) / (longSeconds * 100);
      return {
        id,
        severity,
        budgetShare: budgetPercent / 100,
        longSeconds,
        shortSeconds: longSeconds / 12,
        factor,
        reachable: highest > factor,
      };
    },
  );
}

/**
 * How many times faster than sustainable the budget is spent: the error ratio
 * over `1 - target`. At 1 the target is met exactly when the window ends.
 * Absent when nothing was counted.
 */
export function burnRate(
  figures: SliFigures,
  target: string,
): number | undefined {
  return figures.errorRatio === undefined
    ? undefined
    : figures.errorRatio / budgetShare(target).toNumber();
}

/** A tier with its burn rates at one moment. */
export interface BurnTierState extends BurnTier {
  /** Absent when nothing was counted in that window. */
  longBurn?: number;
  shortBurn?: number;
  /** Both windows strictly above the factor. */
  firing: boolean;
}

/** Compares a tier's two windows with its factor. */
export function burnTierState(
  tier: BurnTier,
  long: SliFigures,
  short: SliFigures,
  target: string,
): BurnTierState {
  const longBurn = burnRate(long, target);
  const shortBurn = burnRate(short, target);
  return {
    ...tier,
    ...(longBurn !== undefined ? { longBurn } : {}),
    ...(shortBurn !== undefined ? { shortBurn } : {}),
    firing: isAbove(longBurn, tier.factor) && isAbove(shortBurn, tier.factor),
  };
}

/** Strictly above, where a difference in the last binary digits is none. */
function isAbove(burn: number | undefined, factor: number): boolean {
  return burn !== undefined && burn > factor * (1 + 1e-12);
}
