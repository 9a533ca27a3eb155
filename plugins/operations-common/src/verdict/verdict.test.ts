import fc from 'fast-check';
import {
  VERDICTS,
  Verdict,
  compareVerdicts,
  worstAssessment,
  worstVerdict,
} from './verdict';

it('takes a roll-up from the first of the worst', () => {
  const met = { verdict: 'met' as const };
  const first = { verdict: 'at-risk' as const };
  const second = { verdict: 'at-risk' as const };
  expect(worstAssessment([met, null, first, second])).toBe(first);
  expect(worstAssessment([null])).toBeUndefined();
  expect(worstAssessment([])).toBeUndefined();
});

describe('worstVerdict', () => {
  it.each<[(Verdict | undefined)[], Verdict | undefined]>([
    [[], undefined],
    [[undefined], undefined],
    [['met', undefined], 'met'],
    [['met', 'unknown'], 'unknown'],
    [['unknown', 'at-risk', 'met'], 'at-risk'],
    [['at-risk', 'breached', 'unknown'], 'breached'],
  ])('rolls %j up to %s', (verdicts, expected) => {
    expect(worstVerdict(verdicts)).toBe(expected);
  });

  const anyVerdict = fc.constantFrom(...VERDICTS, undefined);

  it('rolls roll-ups up to the same: associative, commutative, idempotent', () => {
    const two = (a?: Verdict, b?: Verdict) => worstVerdict([a, b]);
    fc.assert(
      fc.property(anyVerdict, anyVerdict, anyVerdict, (a, b, c) => {
        expect(two(two(a, b), c)).toBe(two(a, two(b, c)));
        expect(two(a, b)).toBe(two(b, a));
        expect(two(a, a)).toBe(a);
        // "Not declared" changes nothing.
        expect(two(a, undefined)).toBe(a);
        expect(worstVerdict([a, b, c])).toBe(two(two(a, b), c));
      }),
      { numRuns: 500 },
    );
  });

  it('is met only when everything that is declared is met', () => {
    fc.assert(
      fc.property(fc.array(anyVerdict), verdicts => {
        const declared = verdicts.filter(verdict => verdict !== undefined);
        expect(worstVerdict(verdicts) === 'met').toBe(
          declared.length > 0 && declared.every(verdict => verdict === 'met'),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of its input', () => {
    fc.assert(
      fc.property(fc.array(anyVerdict), verdicts => {
        const sorted = [...verdicts].sort(compareVerdicts);
        expect(worstVerdict(verdicts)).toBe(sorted[0]);
        expect(worstVerdict([...verdicts].reverse())).toBe(sorted[0]);
      }),
    );
  });
});
