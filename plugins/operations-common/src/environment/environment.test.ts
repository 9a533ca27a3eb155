import { EnvironmentDefinition, resolveEnvironment } from './environment';

const definitions: EnvironmentDefinition[] = [
  {
    id: 'development',
    title: 'Development',
    tier: 'development',
    order: 1,
    match: [{ cluster: 'nonprod' }],
  },
  {
    id: 'staging',
    title: 'Staging',
    tier: 'staging',
    order: 2,
    match: [
      { cluster: 'nonprod', namespace: '*-staging' },
      { account: '444455556666' },
    ],
  },
  {
    id: 'production',
    title: 'Production',
    tier: 'production',
    order: 3,
    match: [{ cluster: 'prod' }, { githubEnvironment: 'prod*' }],
  },
];

describe('resolveEnvironment', () => {
  it.each([
    [{ cluster: 'prod', namespace: 'hopngo' }, 'production'],
    [{ cluster: 'nonprod', namespace: 'hopngo-staging' }, 'staging'],
    [{ cluster: 'nonprod', namespace: 'hopngo-development' }, 'development'],
    [{ account: '444455556666', region: 'eu-west-1' }, 'staging'],
    [{ githubEnvironment: 'production' }, 'production'],
    [{ githubEnvironment: 'Production' }, undefined],
    [{ cluster: 'elsewhere' }, undefined],
    [{}, undefined],
  ])('maps %j to %s', (facts, id) => {
    expect(resolveEnvironment(definitions, facts)?.id).toBe(id);
  });

  it('does not let an empty rule match everything', () => {
    const careless = [{ ...definitions[2], match: [{}] }];
    expect(resolveEnvironment(careless, { cluster: 'prod' })).toBeUndefined();
  });
});
