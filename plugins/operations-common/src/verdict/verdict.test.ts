import fc from 'fast-check';
import { VERDICTS, Verdict, compareVerdicts, worstVerdict } from './verdict';

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

  it('does not depend on the order of its input', () => {
    const anyVerdict = fc.constantFrom(...VERDICTS, undefined);
    fc.assert(
      fc.property(fc.array(anyVerdict), verdicts => {
        const sorted = [...verdicts].sort(compareVerdicts);
        expect(worstVerdict(verdicts)).toBe(sorted[0]);
        expect(worstVerdict([...verdicts].reverse())).toBe(sorted[0]);
      }),
    );
  });
});
