import {
  NOW,
  cell,
  deployment,
  environment,
  minutesAgo,
} from '../__testUtils__/builders';
import { Drift } from '../api';
import { summarize } from './headline';

const MET = { verdict: 'met' as const, reason: 'Production runs 1.42.0' };

function behind(versions: number | null): Drift {
  return {
    against: environment('staging'),
    state: 'behind',
    versions,
    since: null,
  };
}

it('says what runs, what waits and what moves', () => {
  expect(
    summarize(
      [
        cell('staging', '1.44.0'),
        cell('production', '1.42.0', { drift: behind(2), assessment: MET }),
      ],
      [],
      NOW,
    ),
  ).toEqual({
    verdict: 'met',
    headline:
      'Production runs 1.42.0 for 3 d. Staging is 2 versions ahead. Nothing is rolling out.',
    short: '1.42.0 in Production for 3 d',
  });
});

it.each([
  [behind(1), 'Staging is 1 version ahead.'],
  [behind(null), 'Staging is some versions ahead.'],
  [{ ...behind(1), state: 'ahead' as const }, 'Staging is 1 version behind.'],
  [
    { ...behind(null), state: 'different' as const },
    'Staging runs another version.',
  ],
  [{ ...behind(null), state: 'in-step' as const }, 'Staging runs the same.'],
])('puts the distance %j into words', (drift, sentence) => {
  const { headline } = summarize(
    [cell('production', '1.42.0', { drift })],
    [],
    NOW,
  );
  expect(headline).toContain(sentence);
});

it('begins with the worst', () => {
  const reason =
    'Production: the deployment of 1.43.0 failed 2 h ago; 1.42.0 still runs';
  const summary = summarize(
    [
      cell('production', '1.42.0', {
        assessment: { verdict: 'breached', reason },
      }),
      cell('dr', '1.41.0', {
        assessment: { verdict: 'at-risk', reason: 'DR runs 1.41.0' },
      }),
    ],
    [],
    NOW,
  );
  expect(summary).toEqual({
    verdict: 'breached',
    headline: `${reason}. DR runs 1.41.0. Nothing is rolling out.`,
    short: reason,
  });
});

it('says what is rolling out, and since when', () => {
  const rollingOut = deployment('1.43.0', minutesAgo(5), { status: 'running' });
  const { headline } = summarize(
    [cell('production', '1.42.0', { rollingOut, assessment: MET })],
    [],
    NOW,
  );
  expect(headline).toBe(
    'Production runs 1.42.0 for 3 d. 1.43.0 is rolling out to Production since 5 min.',
  );
});

it('has no verdict without production', () => {
  expect(summarize([cell('staging', '1.44.0')], [], NOW)).toEqual({
    verdict: null,
    headline: 'Nothing is known to run in production. Nothing is rolling out.',
    short: '1.44.0 in Staging for 3 d',
  });
});

it('has no verdict where nothing is known', () => {
  expect(summarize([], [], NOW)).toEqual({
    verdict: null,
    headline: 'No deployment of this service is known.',
    short: 'no deployment known',
  });
});

it('tells a place without an environment from nothing at all', () => {
  expect(summarize([], ['cluster qa, namespace orders'], NOW)).toEqual({
    verdict: null,
    headline:
      'This service is deployed to places that no environment is configured for, such as cluster qa, namespace orders.',
    short: 'no environment configured',
  });
});

it('says that nothing is active', () => {
  const { headline, short } = summarize(
    [cell('production', '1', { artifact: null, assessment: MET })],
    [],
    NOW,
  );
  expect(headline).toContain('No deployment is active in Production.');
  expect(short).toBe('nothing active in Production');
});
