import { KitTranslator } from '../translation/operationsReactTranslationRef';

/**
 * A share as a percentage, rounded down so that a budget never looks larger
 * than it is: "31 %", "4.2 %", "under 0.1 %"; one decimal below 10 %.
 */
export function percentText(fraction: number, t: KitTranslator): string {
  // The tiny addition undoes binary noise: 0.29 × 100 is 28.999999999999996.
  const percent = fraction * 100 + 1e-9;
  if (fraction > 0 && percent < 0.1) return t('chart.underTenth');
  const rounded =
    Math.abs(percent) >= 10
      ? Math.floor(percent)
      : Math.floor(percent * 10) / 10;
  return `${String(rounded).replace('-', '−')} %`;
}

/** What is left of a budget, or by how much it is overspent. */
export function budgetText(remaining: number, t: KitTranslator): string {
  return remaining < 0
    ? t('chart.budgetOverspent', {
        share: percentText(remaining, t).replace('−', ''),
      })
    : t('chart.budgetLeft', { share: percentText(remaining, t) });
}
