import { deployment, environment, hoursAgo } from '../__testUtils__/builders';
import { Deployment } from '../api';
import { Stage, driftBetween } from './drift';

function stage(
  id: string,
  version: string | null,
  deployments: Deployment[] = [],
): Stage {
  return {
    environment: environment(id),
    release: version
      ? { artifact: { version, digest: null, image: null }, commit: null }
      : null,
    deployments,
  };
}

const staging = stage('staging', '1.44.0', [
  deployment('1.44.0', hoursAgo(2)),
  deployment('1.43.1', hoursAgo(3), { status: 'failed' }),
  deployment('1.43.0', hoursAgo(5), { status: 'superseded' }),
  deployment('1.42.0', hoursAgo(50), { status: 'superseded' }),
]);

it('is in step when both run the same release', () => {
  expect(driftBetween(stage('production', 'v1.44.0'), staging)).toMatchObject({
    state: 'in-step',
    versions: null,
    against: { id: 'staging' },
  });
});

it('counts the releases that wait, and since when the first of them does', () => {
  expect(driftBetween(stage('production', '1.42.0'), staging)).toMatchObject({
    state: 'behind',
    versions: 2,
    since: hoursAgo(5),
  });
});

it('counts a release that was deployed again once, from its first time on', () => {
  const again = stage('staging', '1.43.0', [
    deployment('1.43.0', hoursAgo(1)),
    deployment('1.43.0', hoursAgo(5), { status: 'superseded' }),
    deployment('1.42.0', hoursAgo(50), { status: 'superseded' }),
  ]);
  expect(driftBetween(stage('production', '1.42.0'), again)).toMatchObject({
    state: 'behind',
    versions: 1,
    since: hoursAgo(5),
  });
});

it('sees a hotfix that went past the stage before', () => {
  const production = stage('production', '1.44.1', [
    deployment('1.44.1', hoursAgo(1)),
    deployment('1.44.0', hoursAgo(9), { status: 'superseded' }),
  ]);
  expect(driftBetween(production, staging)).toMatchObject({
    state: 'ahead',
    versions: 1,
    since: hoursAgo(1),
  });
});

it('does not guess an order that the ledger does not hold', () => {
  expect(driftBetween(stage('production', '0.9.0'), staging)).toMatchObject({
    state: 'different',
    versions: null,
    since: null,
  });
});

it('says nothing where one side is not known', () => {
  expect(driftBetween(stage('production', null), staging)).toBeNull();
  expect(
    driftBetween(stage('production', '1.0'), stage('staging', null)),
  ).toBeNull();
});
