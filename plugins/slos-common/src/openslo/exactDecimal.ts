import Decimal from 'decimal.js';
import { Field } from './field';

/** Precise enough for any target that a person writes; never rounds 99.999 % of something. */
const Exact = Decimal.clone({ precision: 60 });

/** Plain digits without exponent: `0.999`. */
export function decimalText(value: Decimal): string {
  return value.toFixed();
}

/** A percentage as a share, exactly: 99.9 becomes 0.999. */
export function percentToShare(percent: Decimal): Decimal {
  return new Exact(percent).div(100);
}

/** Bounds of a number; `from` and `above` exclude each other, so do `to` and `below`. */
export interface Bounds {
  from?: number;
  above?: number;
  to?: number;
  below?: number;
}

/** Reads a number and reports it when it lies outside its bounds. */
export function readBoundedDecimal(
  field: Field,
  bounds: Bounds,
): Decimal | undefined {
  const value = field.readDecimal();
  if (value === undefined) return undefined;
  const fail = (rule: string, text: string) => {
    field.error(rule, `"${field.path}" is ${value}, it must be ${text}`);
    return undefined;
  };
  const { from, above, to, below } = bounds;
  if (from !== undefined && value.lt(from)) {
    return fail('greater-than-or-equal-to', `${from} or more`);
  }
  if (above !== undefined && value.lte(above)) {
    return fail('greater-than', `greater than ${above}`);
  }
  if (to !== undefined && value.gt(to)) {
    return fail('less-than-or-equal-to', `${to} or less`);
  }
  if (below !== undefined && value.gte(below)) {
    return fail('less-than', `less than ${below}`);
  }
  return value;
}
