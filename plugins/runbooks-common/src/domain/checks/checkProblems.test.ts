import { importRunbook } from '../../import';
import { checkProblems, problemsOfCheck } from './checkProblems';
import { CHECK_CONTRACTS } from './contracts';

it('names line, check and parameter of what cannot be used', () => {
  const { checklists } = importRunbook(
    [
      '# Checklist',
      '',
      '- [ ] a <!-- check: no.such -->',
      '- [ ] b <!-- check: backup.completed maxAge=soon nonsense=1 -->',
      '  - [ ] c <!-- check: slo.error-rate -->',
      '- [ ] d <!-- check: alerts.none-firing class=warning -->',
      '- [ ] e',
    ].join('\n'),
  );
  const known = new Map([...CHECK_CONTRACTS].slice(0, 9).reverse());
  expect(checkProblems(checklists, known)).toEqual([
    {
      code: 'check-unknown',
      message:
        'There is no live check "no.such"; known are alerts.none-firing, backup.completed, backup.restore-tested, ci.checks-passed, deployment.rollout-finished, incidents.none-open, slo.budget-left, slo.error-rate, slo.latency.',
      line: 3,
      severity: 'warning',
    },
    {
      code: 'check-parameter',
      message:
        'A parameter of the check "backup.completed" cannot be used: "maxAge" must be an ISO-8601 duration such as PT26H or P30D.',
      line: 4,
      severity: 'warning',
    },
    {
      code: 'check-parameter',
      message:
        'A parameter of the check "backup.completed" cannot be used: "nonsense" is no parameter of it.',
      line: 4,
      severity: 'warning',
    },
    {
      code: 'check-parameter',
      message:
        'A parameter of the check "slo.error-rate" cannot be used: "slo" is missing.',
      line: 5,
      severity: 'warning',
    },
  ]);
});

it('does not look at parameters that a check does not declare', () => {
  const known = new Map([['own.check', { title: 'Own' }]]);
  expect(
    problemsOfCheck({ name: 'own.check', parameters: { a: 'b' } }, known),
  ).toEqual([]);
});
