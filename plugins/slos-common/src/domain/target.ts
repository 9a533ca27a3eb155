import { InputError } from '@backstage/errors';
import Decimal from 'decimal.js';

const Exact = Decimal.clone({ precision: 60 });

/**
 * Share of bad that a target allows, `1 - target`, exactly: 0.999 allows 0.001,
 * not 0.0010000000000000009.
 *
 * @param target - decimal text in [0, 1)
 * @throws InputError when the text is no number in [0, 1)
 */
export function budgetShare(target: string): Decimal {
  let share: Decimal;
  try {
    share = new Exact(1).minus(new Exact(target));
  } catch {
    throw new InputError(`"${target}" is no target; write for example 0.999`);
  }
  if (!share.gt(0) || share.gt(1)) {
    throw new InputError(
      `A target lies in [0, 1), ${target} does not; write for example 0.999`,
    );
  }
  return share;
}

/**
 * Length of time that may be bad, in seconds: `(1 - target) * window`. For
 * 99.95 % of a week 302.4 s (OpenSLO's example: 5 min 2.4 s).
 */
export function errorBudgetSeconds(
  target: string,
  windowSeconds: number,
): number {
  return budgetShare(target).times(windowSeconds).toNumber();
}

/** A target as people say it: "0.999" is "99.9 %". */
export function formatTarget(target: string): string {
  return `${new Exact(target).times(100).toFixed()} %`;
}

/**
 * A measured share in percent with as many digits as are needed to tell it from
 * 100 %, two after the comma at least: "99.98 %", "99.9996 %".
 */
export function formatShare(share: number): string {
  // Twelve digits: what follows in a double is noise.
  const percent = new Exact(share.toPrecision(12)).times(100);
  const gap = percent.minus(100).abs();
  const digits = gap.gte('0.1') || gap.isZero() ? 2 : 1 - gap.e;
  // Cut instead of rounded: 99.99999 % is not yet 100 %.
  return `${percent.toDecimalPlaces(digits, Decimal.ROUND_DOWN)} %`;
}
