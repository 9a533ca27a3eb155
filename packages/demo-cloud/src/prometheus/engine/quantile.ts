/**
 * The φ-quantile with linear interpolation between ranks, as Prometheus defines it: -Inf below 0, +Inf above 1, NaN of
 * nothing. Sorts the values in place (NaN first).
 */
export function quantile(q: number, values: Float64Array): number {
  if (values.length === 0 || Number.isNaN(q)) {
    return NaN;
  }
  if (q < 0) {
    return -Infinity;
  }
  if (q > 1) {
    return Infinity;
  }
  values.sort((a, b) => {
    if (Number.isNaN(a) || Number.isNaN(b)) {
      return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
    }
    return a - b;
  });
  const rank = q * (values.length - 1);
  const lower = Math.floor(rank);
  const upper = Math.min(values.length - 1, lower + 1);
  const weight = rank - lower;
  return values[lower] * (1 - weight) + values[upper] * weight;
}
