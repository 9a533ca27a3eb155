import fc from 'fast-check';
import {
  budgetShare,
  errorBudgetSeconds,
  formatShare,
  formatTarget,
} from './target';

const HOUR = 3600;
const DAY = 24 * HOUR;

describe('budgetShare', () => {
  it.each([
    // Binary arithmetic says 0.0010000000000000009 and 0.0009999999999999432.
    ['0.999', '0.001'],
    ['0.9995', '0.0005'],
    ['0.99999999', '0.00000001'],
    ['0', '1'],
  ])('of %s is %s', (target, share) => {
    expect(budgetShare(target).toFixed()).toBe(share);
  });

  it.each(['1', '1.5', '-0.1', 'high', '', 'NaN'])('refuses %j', target => {
    expect(() => budgetShare(target)).toThrow('write for example 0.999');
  });
});

describe('errorBudgetSeconds', () => {
  it.each([
    // Sources: SRE practice (8.77 h a year); OpenSLO timeslices example (5 min 2.4 s a week).
    ['0.999', 365.25 * DAY, 8.766 * HOUR],
    ['0.999', 365 * DAY, 8.76 * HOUR],
    ['0.9995', 7 * DAY, 5 * 60 + 2.4],
    ['0.999', 30 * DAY, 43 * 60 + 12],
    ['0.9999', 30 * DAY, 4 * 60 + 19.2],
  ])('of %s over %d s is %d s', (target, window, expected) => {
    expect(errorBudgetSeconds(target, window)).toBe(expected);
  });
});

describe('formatting', () => {
  it.each([
    ['0.999', '99.9 %'],
    ['0.95', '95 %'],
    ['0.99995', '99.995 %'],
    ['0', '0 %'],
  ])('shows the target %s as %s', (target, text) => {
    expect(formatTarget(target)).toBe(text);
  });

  it.each([
    [1, '100 %'],
    [0.9995, '99.95 %'],
    [0.999, '99.9 %'],
    [0.9998765, '99.987 %'],
    [0.999999999, '99.9999999 %'],
    [0.123456, '12.34 %'],
    [0, '0 %'],
    [1.34, '134 %'],
    [-0.5, '-50 %'],
  ])('shows the share %d as %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it('never shows 100 % for less', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1 - 1e-9, noNaN: true }), share => {
        expect(formatShare(share)).not.toBe('100 %');
      }),
    );
  });
});
