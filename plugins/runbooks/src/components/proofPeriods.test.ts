import { periodOf } from './proofPeriods';

describe('periodOf', () => {
  it.each([
    ['this-quarter', '2026-10-01', '2027-01-01'],
    ['last-quarter', '2026-07-01', '2026-10-01'],
    ['this-year', '2026-01-01', '2027-01-01'],
    ['last-year', '2025-01-01', '2026-01-01'],
  ] as const)('%s is from %s to %s', (period, from, to) => {
    expect(periodOf(period, new Date('2026-11-20T12:00:00.000Z'))).toEqual({
      from: `${from}T00:00:00.000Z`,
      to: `${to}T00:00:00.000Z`,
    });
  });
});
