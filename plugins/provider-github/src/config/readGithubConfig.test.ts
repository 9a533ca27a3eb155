import { ConfigReader } from '@backstage/config';
import { readGithubConfig } from './readGithubConfig';

type Data = ConstructorParameters<typeof ConfigReader>[0];

const read = (github?: object) =>
  readGithubConfig(
    new ConfigReader(
      (github ? { opsdeck: { providers: { github } } } : {}) as Data,
    ),
  );

it('is absent when it is not configured', () => {
  expect(read()).toBeUndefined();
});

it('reads repositories, and the defaults of the rest', () => {
  expect(read({ token: 'x', repositories: ['acme/orders'] })).toEqual({
    apiBaseUrl: 'https://api.github.com',
    token: 'x',
    repositories: ['acme/orders'],
    deployments: { cadence: 'PT2M', historyDays: 90 },
  });
  expect(
    read({ token: 'x', apiBaseUrl: 'https://ghe.example.com/api/v3/' })
      ?.apiBaseUrl,
  ).toBe('https://ghe.example.com/api/v3');
});

it.each([
  [{}, 'token'],
  [{ token: 'x', apiBaseUrl: 'github' }, 'apiBaseUrl'],
  [
    { token: 'x', repositories: ['orders'] },
    'repositories[0]: must be owner/name',
  ],
  [
    { token: 'x', repositories: ['a/b/../c'] },
    'repositories[0]: must be owner/name',
  ],
  [
    { token: 'x', repositories: ['acme/orders', 'Acme/Orders'] },
    'repositories: names a repository twice',
  ],
  [
    { token: 'x', deployments: { cadence: 'often' } },
    'deployments.cadence: must be an ISO-8601',
  ],
  [{ token: 'x', deployments: { historyDays: 0 } }, 'deployments.historyDays'],
  [{ token: 'x', organisation: 'acme' }, ''],
])('refuses %j by the name of the key', (config, problem) => {
  expect(() => read(config)).toThrow(
    `Invalid configuration at opsdeck.providers.github${
      problem && `.${problem}`
    }`,
  );
});
