import { CHECK_CONTRACTS } from './contracts';
import { parameterProblems } from './parameters';

it('names every check once', () => {
  expect(
    [...CHECK_CONTRACTS].map(([id, contract]) => [
      id,
      contract.id,
      contract.title,
    ]),
  ).toEqual(
    [
      ['backup.completed', 'Backup completed'],
      ['backup.restore-tested', 'Restore tested'],
      ['deployment.rollout-finished', 'Rollout finished and healthy'],
      ['ci.checks-passed', 'CI checks of the deployed commit passed'],
      ['slo.error-rate', 'Error rate within the SLO'],
      ['slo.latency', 'Latency within the SLO'],
      ['slo.budget-left', 'Error budget left'],
      ['incidents.none-open', 'No incident open'],
      ['alerts.none-firing', 'No alert firing'],
      ['certificates.valid', 'Certificates valid'],
      ['recovery.drilled', 'Recovery drilled'],
      ['change.no-freeze', 'No change freeze'],
    ].map(([id, title]) => [id, id, title]),
  );
});

const LONG = 'x'.repeat(256);

it.each<[string, Record<string, string>, string[]]>([
  ['backup.completed', {}, []],
  ['backup.completed', { resource: ' ' }, ['"resource" must not be empty']],
  [
    'backup.completed',
    { resource: LONG },
    [expect.stringContaining('"resource" ')],
  ],
  [
    'backup.completed',
    { maxAge: '-PT1H' },
    ['"maxAge" must be an ISO-8601 duration such as PT26H or P30D'],
  ],
  [
    'backup.completed',
    { since: 'ever' },
    [expect.stringContaining('"since" ')],
  ],
  ['backup.completed', { a: '1', b: '2' }, ['"a", "b" is no parameter of it']],
  ['slo.latency', {}, ['"slo" is missing']],
  ['slo.latency', { slo: 'a', over: 'PT5M' }, []],
  ['recovery.drilled', {}, ['"checklist" is missing']],
  ['slo.budget-left', { min: '100', slo: 'a' }, []],
  ['slo.budget-left', { min: '101' }, ['"min" must be at most 100']],
  ['slo.budget-left', { min: '12.25' }, []],
  ['slo.budget-left', { min: '' }, ['"min" must be a number such as 10']],
  ['slo.budget-left', { min: '-1' }, ['"min" must be a number such as 10']],
  ['slo.budget-left', { min: '1e1' }, ['"min" must be a number such as 10']],
  ['slo.budget-left', { min: '1.' }, ['"min" must be a number such as 10']],
  ['slo.budget-left', { min: ' 1' }, ['"min" must be a number such as 10']],
  ['certificates.valid', { days: '3650' }, []],
  ['certificates.valid', { days: '3651' }, ['"days" must be at most 3650']],
  [
    'alerts.none-firing',
    { class: 'loud' },
    [expect.stringContaining('"class" ')],
  ],
  ['alerts.none-firing', { silenced: 'ask' }, []],
  ['incidents.none-open', { severity: 'P1', since: 'any' }, []],
  ['deployment.rollout-finished', { settled: 'PT15M', environment: 'dr' }, []],
  ['change.no-freeze', { ahead: 'PT2H' }, []],
])('%s takes %j or says why not', (id, parameters, problems) => {
  const contract = CHECK_CONTRACTS.get(id);
  expect(
    contract && parameterProblems(contract.parameters, parameters),
  ).toEqual(problems);
});

it.each([...CHECK_CONTRACTS.keys()])('%s refuses what it does not know', id => {
  const contract = CHECK_CONTRACTS.get(id);
  expect(
    contract && parameterProblems(contract.parameters, { bogus: '1' }),
  ).toContain('"bogus" is no parameter of it');
});
