import { ago, moment, reading } from './__testUtils__/moments';
import {
  CommitChecksFacts,
  commitChecksParameters,
  judgeCommitChecks,
} from './commitChecks';

const check = (
  name: string,
  state: CommitChecksFacts['checks'][number]['state'] = 'passed',
) => ({ name, state });

const cell = (more: Partial<CommitChecksFacts> = {}): CommitChecksFacts => ({
  environment: { id: 'production', title: 'Production', tier: 'production' },
  commit: '0123456789abcdef',
  checks: [check('test'), check('docs', 'left-out')],
  freshness: [reading(1)],
  ...more,
});

const judge = (
  environments: CommitChecksFacts[] | undefined,
  parameters: Record<string, string> = {},
) =>
  judgeCommitChecks(
    environments,
    commitChecksParameters.parse(parameters),
    moment(),
  );

it('knows nothing while the Deployments tab does not read them', () => {
  expect(judge(undefined)).toEqual({
    outcome: 'unknown',
    reason: 'The Deployments tab does not read the CI checks of commits yet.',
    observed: null,
    threshold: null,
    source: 'Deployments',
    observedAt: null,
    validForMs: 0,
  });
});

it('passes when every check that ran passed on the deployed commit', () => {
  expect(judge([cell()])).toEqual({
    outcome: 'pass',
    reason: 'Production: test passed on 0123456.',
    observed: [
      {
        environment: 'production',
        commit: '0123456789abcdef',
        checks: [
          { name: 'test', state: 'passed' },
          { name: 'docs', state: 'left-out' },
        ],
      },
    ],
    threshold: 'every CI check passed on the deployed commit',
    source: 'Probe eu',
    observedAt: ago(1),
    validForMs: 600_000,
  });
});

const staging = cell({
  environment: { id: 'staging', title: 'Staging', tier: 'staging' },
  checks: [check('test', 'failed')],
});

it.each<[string, CommitChecksFacts[], Record<string, string>, string, string]>([
  [
    'one failed',
    [cell({ checks: [check('test'), check('scan', 'failed')] })],
    {},
    'fail',
    'Production: scan failed on 0123456.',
  ],
  [
    'one still runs',
    [cell({ checks: [check('test'), check('scan', 'running')] })],
    {},
    'unknown',
    'Production: scan still runs on 0123456.',
  ],
  [
    'none ran',
    [cell({ checks: [check('docs', 'left-out')] })],
    {},
    'unknown',
    'Production: no CI check ran on 0123456.',
  ],
  [
    'a wanted one is not there',
    [cell()],
    { names: 'test, scan,' },
    'unknown',
    'Production: scan is not known on 0123456.',
  ],
  [
    'a wanted one was left out',
    [cell()],
    { names: 'docs' },
    'unknown',
    'Production: docs was left out on 0123456.',
  ],
  [
    'the wanted one passed, whatever the others did',
    [cell({ checks: [check('scan', 'failed'), check('test')] })],
    { names: ' test ' },
    'pass',
    'Production: test passed on 0123456.',
  ],
  [
    'the commit is not known',
    [cell({ commit: null })],
    {},
    'unknown',
    'Production: the commit that runs is not known.',
  ],
  [
    'the reading is stale',
    [cell({ freshness: [reading(10)] })],
    {},
    'unknown',
    'Production: Probe eu was last read 10 min ago, too long to say how it is now.',
  ],
  [
    'only production counts unless told',
    [staging, cell()],
    {},
    'pass',
    'Production: test passed on 0123456.',
  ],
  [
    'another environment is meant',
    [staging, cell()],
    { environment: 'staging' },
    'fail',
    'Staging: test failed on 0123456.',
  ],
  [
    'the environment is not known',
    [staging],
    {},
    'unknown',
    'The Deployments tab knows nothing of this service in production; it knows staging.',
  ],
])('when %s', (_when, environments, parameters, outcome, reason) => {
  expect(judge(environments, parameters)).toMatchObject({ outcome, reason });
});

it('names what is wanted, and the tab when nothing reads', () => {
  expect(judge([], { names: 'a,b' })).toMatchObject({
    threshold: 'a, b passed on the deployed commit',
    source: 'Deployments',
  });
});
