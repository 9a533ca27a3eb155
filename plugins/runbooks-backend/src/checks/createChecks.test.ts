import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { CheckRegistry } from '@opsdeck/backstage-plugin-operations-node';
import {
  CHECK_CONTRACTS,
  RunMoment,
} from '@opsdeck/backstage-plugin-runbooks-common';
import express from 'express';
import { NOW, SHOP, later } from '../__testUtils__/runbooks';
import { readChecksConfig } from '../config/readChecksConfig';
import { createChecks } from './createChecks';

const read = {
  sourceId: 'a',
  sourceTitle: 'A',
  scopeId: 's',
  scopeTitle: 's',
  cadence: 'PT5M',
  lastSuccessAt: NOW.toISOString(),
  lastAttemptAt: null,
  nextRunAt: null,
  failure: null,
};
const head = {
  entityRef: SHOP,
  evaluatedAt: NOW.toISOString(),
  headline: '',
  verdict: null,
};

/** What the other tabs answer, each to the path of its overview. */
let answers: Record<string, object | undefined>;
let asked: { path: string; authorization?: string }[];
let port: number;
let close: () => Promise<unknown>;

beforeAll(async () => {
  const app = express();
  app.use((req, res) => {
    asked.push({ path: req.path, authorization: req.headers.authorization });
    const [, , plugin] = req.path.split('/');
    const answer = answers[plugin];
    if (answer) res.json(answer);
    else
      res.status(404).json({ error: { name: 'NotFoundError', message: '' } });
  });
  await new Promise<void>(resolve => {
    const server = app.listen(0, '127.0.0.1', () => {
      port = (server.address() as { port: number }).port;
      resolve();
    });
    close = () => new Promise(done => server.close(done));
  });
});
afterAll(() => close());
beforeEach(() => {
  asked = [];
  answers = {
    backups: { ...head, resources: [], sources: [] },
    deployments: {
      ...head,
      environments: [],
      unmapped: ['cluster x'],
      authors: [],
      sources: [],
    },
    slos: { ...head, slos: [], problems: [], sources: [] },
    incidents: {
      ...head,
      verdict: 'met',
      active: [],
      alerts: [],
      recent: [],
      sources: [read],
    },
  };
});

const registry = () => {
  const checks = new CheckRegistry();
  const definition = { kind: 'recovery' };
  createChecks({
    access: {
      auth: mockServices.auth(),
      discovery: {
        getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
        getExternalBaseUrl: async () => '',
      },
    },
    stores: {
      documents: {
        listChecklists: async () => [
          { id: 'c', title: 'Failover', definition },
          { id: 'd', title: 'Daily', definition: { kind: 'maintenance' } },
        ],
      },
      runs: {
        lastFinished: async () =>
          new Map([['c', { id: 'r', endedAt: later(-48).toISOString() }]]),
        get: async () => ({ steps: [{ state: 'done' }] }),
      },
    } as any,
    config: readChecksConfig(
      mockServices.rootConfig({
        data: {
          opsdeck: {
            runbooks: {
              freezes: [
                { name: 'All', dates: ['2026-12-25'] },
                {
                  name: 'Other',
                  dates: ['2026-11-20'],
                  entities: ['component:other'],
                },
              ],
            },
          },
        },
      }),
    ),
  }).forEach(check => checks.addCheck(check));
  return checks;
};

const run: RunMoment = {
  startedAt: later(-1).toISOString(),
  opensAt: null,
  kind: 'maintenance',
};
const evaluate = async (id: string, parameters: Record<string, string> = {}) =>
  registry()
    .get(id)
    ?.evaluate({
      entityRef: SHOP,
      parameters,
      run,
      credentials: mockCredentials.user('user:default/dana'),
      now: NOW,
      signal: new AbortController().signal,
    });

it('ships every check of the contract, with its parameters', () => {
  const checks = registry();
  expect([...checks.keys()].sort()).toEqual([...CHECK_CONTRACTS.keys()].sort());
  for (const [id, { parameters, title }] of CHECK_CONTRACTS) {
    expect(checks.get(id)).toMatchObject({ title, parameters });
  }
});

it.each([
  [
    'backup.completed',
    {},
    'backups',
    'unknown',
    'No resource of this service declares',
  ],
  [
    'deployment.rollout-finished',
    {},
    'deployments',
    'unknown',
    'cluster x fits no environment',
  ],
  [
    'slo.error-rate',
    { slo: 'a' },
    'slos',
    'unknown',
    'The service has no objective "a"',
  ],
  [
    'slo.latency',
    { slo: 'a' },
    'slos',
    'unknown',
    'The service has no objective "a"',
  ],
  [
    'slo.budget-left',
    {},
    'slos',
    'unknown',
    'The service declares no objective',
  ],
  ['incidents.none-open', {}, 'incidents', 'pass', 'No incident is open'],
  ['alerts.none-firing', {}, 'incidents', 'pass', 'No such alert fires'],
])(
  '%s asks the other tab on behalf of the caller',
  async (id, parameters, plugin, outcome, reason) => {
    await expect(evaluate(id, parameters as {})).resolves.toMatchObject({
      outcome,
      reason: expect.stringContaining(reason),
    });
    expect(asked).toEqual([
      {
        path: `/api/${plugin}/entities/component/default/shop`,
        authorization: `Bearer ${mockCredentials.service.token({
          onBehalfOf: mockCredentials.user('user:default/dana'),
          targetPluginId: plugin,
        })}`,
      },
    ]);
  },
);

it.each(['backup.restore-tested', 'ci.checks-passed'])(
  '%s says that its tab does not provide it yet, and asks nobody',
  async id => {
    await expect(evaluate(id)).resolves.toMatchObject({
      outcome: 'unknown',
      reason: expect.stringMatching(/ yet/),
      observedAt: null,
    });
    expect(asked).toEqual([]);
  },
);

it('says that a tab is not there', async () => {
  answers.slos = undefined;
  await expect(evaluate('slo.budget-left')).rejects.toThrow(
    `the SLO tab is not installed or does not know ${SHOP}`,
  );
});

it('reads drills from the runs of the service itself', async () => {
  await expect(
    evaluate('recovery.drilled', { checklist: 'failover' }),
  ).resolves.toMatchObject({
    outcome: 'pass',
    observed: { run: 'r', steps: 1 },
  });
  await expect(
    evaluate('recovery.drilled', { checklist: 'daily' }),
  ).resolves.toMatchObject({ outcome: 'unknown' });
});

it('heeds the freezes of the service and those of all', async () => {
  await expect(evaluate('change.no-freeze')).resolves.toMatchObject({
    outcome: 'pass',
    observed: [{ name: 'All' }],
  });
});

it('tells what runs from what was rolled out', async () => {
  const cell = (version: string, latest: string) => ({
    environment: {
      id: 'production',
      title: 'Production',
      tier: 'production',
      order: 1,
    },
    artifact: { version, digest: null, image: null },
    commit: null,
    since: null,
    author: null,
    strategy: null,
    health: 'healthy',
    healthReason: '',
    workloads: [],
    latest: {
      id: 'x',
      entityRef: SHOP,
      environment: null,
      place: '',
      artifact: { version: latest, digest: null, image: null },
      commit: null,
      repository: null,
      author: null,
      trigger: null,
      cause: null,
      strategy: null,
      status: 'succeeded',
      startedAt: later(-0.9).toISOString(),
      finishedAt: later(-0.5).toISOString(),
      sources: [],
      links: [],
    },
    rollingOut: null,
    drift: null,
    assessment: null,
    freshness: [read],
  });
  const answer = answers.deployments;
  const outcomeOf = async (version: string, latest: string) => {
    answers.deployments = {
      ...answer,
      unmapped: [],
      environments: [cell(version, latest)],
    };
    return evaluate('deployment.rollout-finished');
  };
  await expect(outcomeOf('1.2.0', 'v1.2.0')).resolves.toMatchObject({
    outcome: 'pass',
    observed: [{ release: '1.2.0', runsLatest: true }],
  });
  await expect(outcomeOf('1.1.0', '1.2.0')).resolves.toMatchObject({
    outcome: 'fail',
    reason: 'Production: 1.1.0 runs, not what was rolled out last.',
  });
});
