import { deploymentRecordSchema } from '@opsdeck/backstage-plugin-deployments-common';
import { DeploymentAnswer, StatusAnswer } from './answers';
import { mapDeployment } from './mapDeployment';

const SHA = '4bf5122f344554c53bde2ebb8cd2b7e3d1600ad6';

function answer(overrides: Partial<DeploymentAnswer> = {}): DeploymentAnswer {
  return {
    id: 42,
    sha: SHA,
    ref: 'v1.42.0',
    task: 'deploy',
    payload: {},
    environment: 'production',
    description: 'Release 1.42.0',
    creator: { login: 'ana', type: 'User' },
    created_at: '2026-11-20T10:00:00Z',
    updated_at: '2026-11-20T10:09:00Z',
    ...overrides,
  };
}

function status(state: string, minute: number, urls = {}): StatusAnswer {
  return {
    state,
    created_at: `2026-11-20T10:0${minute}:00Z`,
    description: '',
    ...urls,
  };
}

function map(
  overrides: Partial<DeploymentAnswer> = {},
  statuses: StatusAnswer[] = [],
) {
  const record = mapDeployment(answer(overrides), statuses, {
    repository: 'acme/orders',
    host: 'github.com',
  });
  return deploymentRecordSchema.parse(record);
}

it('makes an attempt of a deployment and its statuses', () => {
  expect(
    map({}, [
      status('inactive', 8),
      status('success', 6, {
        log_url: 'https://github.com/acme/orders/actions/runs/1',
        environment_url: 'https://orders.example.com',
      }),
      status('in_progress', 1),
    ]),
  ).toEqual({
    kind: 'attempt',
    key: 'acme/orders/42',
    artifact: { version: 'v1.42.0', digest: null, image: null },
    commit: SHA,
    repository: 'github.com/acme/orders',
    author: 'ana',
    trigger: null,
    cause: 'Release 1.42.0',
    strategy: null,
    status: 'superseded',
    providerState: 'inactive',
    startedAt: '2026-11-20T10:00:00.000Z',
    finishedAt: '2026-11-20T10:06:00.000Z',
    history: [
      {
        status: 'running',
        providerState: 'in_progress',
        at: '2026-11-20T10:01:00.000Z',
        note: null,
      },
      {
        status: 'succeeded',
        providerState: 'success',
        at: '2026-11-20T10:06:00.000Z',
        note: null,
      },
      {
        status: 'superseded',
        providerState: 'inactive',
        at: '2026-11-20T10:08:00.000Z',
        note: null,
      },
    ],
    environmentFacts: { githubEnvironment: 'production' },
    bindings: [{ annotation: 'github.com/project-slug', value: 'acme/orders' }],
    bindingFacts: {
      provider: 'github',
      kind: 'repository',
      name: 'acme/orders',
      instance: 'github.com',
    },
    links: [
      { title: 'Log', url: 'https://github.com/acme/orders/actions/runs/1' },
      { title: 'Environment', url: 'https://orders.example.com' },
      { title: 'Commit', url: `https://github.com/acme/orders/commit/${SHA}` },
    ],
  });
});

it.each([
  ['v1.42.0', {}, 'v1.42.0'],
  ['refs/tags/1.42.0-rc.1', {}, '1.42.0-rc.1'],
  ['main', {}, null],
  ['release-1.42', {}, null],
  [SHA, {}, null],
  ['main', { version: '1.42.0' }, '1.42.0'],
  ['main', '{"version": "1.42.0"}', '1.42.0'],
  ['main', 'not json', null],
  ['main', '"a text"', null],
  ['main', { version: 42 }, null],
  ['main', null, null],
])('reads the version of %s with the payload %j', (ref, payload, version) => {
  expect(map({ ref, payload })).toMatchObject({ artifact: { version } });
});

it.each([
  ['canary', 'canary'],
  ['Blue-Green', 'blue-green'],
  ['cloudformation', 'other'],
])('reads the strategy %s', (strategy, known) => {
  expect(map({ payload: { strategy } })).toMatchObject({ strategy: known });
});

it.each([
  ['a rollback', { task: 'deploy:rollback' }, 'rollback'],
  [
    'a bot',
    { creator: { login: 'github-actions[bot]', type: 'Bot' } },
    'pipeline',
  ],
  ['a person, or a pipeline with a person’s token', {}, null],
])('tells what triggered it: %s', (_name, overrides, trigger) => {
  expect(map(overrides)).toMatchObject({ trigger });
});

it('leaves out links that are no pages', () => {
  expect(
    map({}, [
      status('success', 1, { log_url: 'ssh://host/x', environment_url: '' }),
    ]),
  ).toMatchObject({ links: [{ title: 'Commit' }] });
});

it('accepts a deployment that says next to nothing', () => {
  expect(
    map({ creator: null, description: null, payload: undefined, sha: 'x' }),
  ).toMatchObject({
    author: null,
    cause: null,
    commit: null,
    status: 'queued',
    providerState: 'no status yet',
  });
});
