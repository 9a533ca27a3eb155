import { budgetText, percentText } from './percent';
import { englishOf } from '../testing/translations';
import { operationsReactTranslationRef } from '../translation/operationsReactTranslationRef';

const t = englishOf(operationsReactTranslationRef);

it.each([
  [1, '100 %'],
  [0.9999, '99 %'],
  [0.3199, '31 %'],
  [0.29, '29 %'],
  [0.0421, '4.2 %'],
  [0.0004, 'under 0.1 %'],
  [0, '0 %'],
  [-0.12, '−12 %'],
])('percentText says %d as "%s"', (fraction, said) => {
  expect(percentText(fraction, t)).toBe(said);
});

it.each([
  [0.31, '31 % left'],
  [0, '0 % left'],
  [-0.0001, '0.1 % overspent'],
  [-0.38, '38 % overspent'],
])('budgetText says %d as "%s"', (remaining, said) => {
  expect(budgetText(remaining, t)).toBe(said);
});
