import {
  DeploymentAttempt,
  DeploymentRecord,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  ProviderBudget,
  RejectedRecord,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  Responder,
  json,
  runSourceContract,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import {
  FakeGithub,
  NOW,
  REPOSITORY,
  minutesAgo,
} from '../__testUtils__/FakeGithub';
import { serve } from '../__testUtils__/serve';
import { GithubDeploymentSource } from './GithubDeploymentSource';

const TOKEN = 'github-token-0123456789';

function createSource(apiBaseUrl: string) {
  return new GithubDeploymentSource({
    apiBaseUrl,
    token: TOKEN,
    repositories: [REPOSITORY],
    deployments: { cadence: 'PT2M', historyDays: 90 },
  });
}

function release(id: number, createdMinutesAgo: number) {
  return {
    id,
    createdMinutesAgo,
    version: `1.${id}.0`,
    states: [
      ['in_progress', createdMinutesAgo - 1],
      ['success', createdMinutesAgo - 4],
    ] as [string, number][],
  };
}

describe('the contract', () => {
  const github = new FakeGithub();
  github.deployments = [1, 2, 3, 4, 5].map(n => release(n, 600 - n * 60));
  const failed = json(502, { message: 'Server Error' });

  runSourceContract({
    name: 'github-deployments',
    createSource,
    now: NOW,
    secrets: [TOKEN],
    expected: { records: 5, keptWhenInterrupted: 2 },
    repair: payload => {
      const { deployment, statuses } = payload as {
        deployment: object;
        statuses: unknown[];
      };
      // Its history is part of what was kept.
      expect(statuses).toHaveLength(2);
      return {
        statuses,
        deployment: { ...deployment, environment: 'staging' },
      };
    },
    respond: {
      pages: github.respond,
      empty: json(200, []),
      interrupted: (request, response) =>
        (Number(request.url.searchParams.get('page') ?? 1) > 1
          ? failed
          : github.respond)(request, response),
      oddRecord: (request, response) => {
        const odd = new FakeGithub();
        odd.deployments = [
          ...github.deployments,
          { ...release(6, 10), overrides: { environment: null } },
        ];
        return odd.respond(request, response);
      },
    },
  });
});

describe('GithubDeploymentSource', () => {
  let github: FakeGithub;
  let cursor: string | undefined;
  /** What was said of the calls that are left. */
  let told: ProviderBudget[];

  beforeEach(() => {
    told = [];
    github = new FakeGithub();
    cursor = undefined;
  });

  /** One run; goes on from the cursor of the one before. */
  async function read(now = NOW, respond: Responder = github.respond) {
    return serve(respond, async endpoint => {
      const source = createSource(endpoint);
      const [scope] = await source.scopes();
      const records: DeploymentRecord[] = [];
      const rejected: RejectedRecord[] = [];
      const pages = source.read(scope, {
        signal: AbortSignal.timeout(10_000),
        cursor,
        now,
        countCall: () => {},
        noteBudget: budget => {
          if (budget) told.push(budget);
        },
      });
      for await (const page of pages) {
        records.push(...page.records);
        rejected.push(...(page.rejected ?? []));
        cursor = page.cursor ?? cursor;
      }
      return { keys: records.map(({ key }) => key), records, rejected };
    });
  }

  const keyOf = (id: number) => `${REPOSITORY}/${id}`;
  const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

  it('reads the history once, page by page', async () => {
    github.deployments = [1, 2, 3, 4, 5].map(n => release(n, 600 - n * 60));
    const { keys } = await read();
    expect(keys).toEqual([5, 4, 3, 2, 1].map(keyOf));
    expect(github.asked().filter(path => !path.includes('statuses'))).toEqual([
      '?per_page=100&page=1',
      '?per_page=100&page=2',
      '?per_page=100&page=3',
    ]);
  });

  it('costs one request, and none of the rate limit, when nothing has changed', async () => {
    github.deployments = [release(1, 60)];
    await read();
    github.asked();
    await expect(read(later(2))).resolves.toMatchObject({ keys: [] });
    expect(github.requests[0].headers['if-none-match']).toMatch(/^W\//);
    expect(github.asked()).toEqual(['?per_page=100&page=1']);
  });

  it('reads only what is new, and stops at what it knows', async () => {
    github.deployments = [1, 2, 3, 4, 5].map(n => release(n, 6000 - n * 60));
    await read();
    github.asked();
    github.deployments.push(release(6, 20), release(7, 10));
    const { keys } = await read(later(2));
    expect(keys.slice(0, 2)).toEqual([7, 6].map(keyOf));
    expect(github.asked().filter(path => path.startsWith('?'))).toEqual([
      '?per_page=100&page=1',
      '?per_page=100&page=2',
    ]);
  });

  it('does not rely on ids that grow with time', async () => {
    github.deployments = [release(900, 60)];
    await read();
    github.deployments.push(release(5, 10));
    const { keys } = await read(later(2));
    // And, because it was active, the one that the new one replaces.
    expect(keys).toEqual([5, 900].map(keyOf));
  });

  it('reads again what was touched', async () => {
    github.pageSize = 10;
    github.deployments = [release(1, 600), release(2, 300)];
    await read();
    github.deployments[0].states?.push(['failure', -1]);
    const { records } = await read(later(2));
    expect(records).toMatchObject([{ key: keyOf(1), status: 'failed' }]);
  });

  it('looks after deployments that have not ended, and reads them only when they changed', async () => {
    github.pageSize = 1;
    github.deployments = [
      { id: 1, createdMinutesAgo: 30, states: [['in_progress', 29]] },
    ];
    await expect(read()).resolves.toMatchObject({
      records: [{ status: 'running' }],
    });
    // Newer ones push it off the first page.
    github.deployments.push({ ...release(2, 5), environment: 'staging' });
    await read(later(1));
    github.asked();

    await expect(read(later(2))).resolves.toMatchObject({ keys: [] });
    expect(github.asked()).toEqual([
      '?per_page=100&page=1',
      '/1/statuses?per_page=100&page=1',
    ]);

    github.deployments[0].states?.push(['success', -2]);
    await expect(read(later(3))).resolves.toMatchObject({
      records: [{ key: keyOf(1), status: 'succeeded' }],
    });
    github.asked();
    await read(later(4));
    expect(github.asked()).toEqual(['?per_page=100&page=1']);
  });

  it('gives up on a deployment that nobody ends, after a week', async () => {
    github.deployments = [{ id: 1, createdMinutesAgo: 60, states: [] }];
    await read();
    const week = later(7 * 24 * 60);
    await read(week);
    github.asked();
    await read(week);
    expect(github.asked()).toEqual(['?per_page=100&page=1']);
  });

  it('notices that what was active is replaced', async () => {
    github.pageSize = 1;
    github.deployments = [release(1, 60)];
    await read();
    github.deployments.push(release(2, 5));
    await read(later(1));
    github.deployments[0].states?.push(['inactive', -1]);
    const { records } = await read(later(2));
    expect(records).toMatchObject([{ key: keyOf(1), status: 'superseded' }]);
    github.asked();
    await read(later(3));
    expect(github.asked()).toEqual(['?per_page=100&page=1']);
  });

  it('goes on where a first reading was cut off, and misses nothing meanwhile', async () => {
    github.deployments = [1, 2, 3, 4, 5].map(n => release(n, 600 - n * 60));
    await expect(
      read(NOW, (request, response) =>
        (request.url.searchParams.get('page') === '3'
          ? json(500, { message: 'Oops' })
          : github.respond)(request, response),
      ),
    ).rejects.toMatchObject({ kind: 'unavailable' });
    github.asked();
    github.deployments.push(release(6, 10));
    const { keys } = await read(later(2));
    // The new one has pushed the rest by one.
    expect(keys).toEqual([2, 1].map(keyOf));
    expect((await read(later(4))).keys).toContain(keyOf(6));
  });

  it('takes in as much history as configured', async () => {
    const DAY = 24 * 60;
    github.deployments = [
      release(1, 91 * DAY),
      release(2, 89 * DAY),
      release(3, DAY),
    ];
    const { keys } = await read();
    expect(keys).toEqual([3, 2].map(keyOf));
  });

  it('passes over a deployment that was deleted meanwhile', async () => {
    github.deployments = [release(1, 60), release(2, 30)];
    const { keys } = await read(NOW, (request, response) =>
      (request.url.pathname.includes('/2/statuses')
        ? json(404, { message: 'Not Found' })
        : github.respond)(request, response),
    );
    expect(keys).toEqual([keyOf(1)]);
  });

  it('hands over what it cannot make sense of', async () => {
    github.deployments = [release(1, 60), { id: 2, createdMinutesAgo: 30 }];
    const { keys, rejected } = await read(NOW, (request, response) =>
      (request.url.pathname.includes('/2/statuses')
        ? json(200, [{ state: 1 }])
        : github.respond)(request, response),
    );
    expect(keys).toEqual([keyOf(1)]);
    expect(rejected).toMatchObject([
      { reason: expect.stringContaining('statuses[0].state') },
    ]);
  });

  it('keeps of a deployment that it cannot read what a replay needs', async () => {
    github.deployments = [
      {
        ...release(1, 60),
        overrides: {
          environment: null,
          performed_via_github_app: { permissions: { secrets: 'read' } },
        },
      },
    ];
    const { rejected } = await read();
    const payload = rejected[0].payload as { deployment: object };
    expect(payload).toMatchObject({
      deployment: { id: 1 },
      statuses: [{ state: 'success' }, { state: 'in_progress' }],
    });
    expect(payload.deployment).not.toHaveProperty('performed_via_github_app');
    const source = createSource('https://api.github.com');
    const [scope] = await source.scopes();
    const deployment = { ...payload.deployment, environment: 'production' };
    expect(source.normalise({ ...payload, deployment }, scope)).toMatchObject([
      {
        key: keyOf(1),
        status: 'succeeded',
        repository: `github.com/${REPOSITORY}`,
      },
    ]);
  });

  it('reads all pages of a deployment’s statuses', async () => {
    github.deployments = [{ id: 1, createdMinutesAgo: 60 }];
    const { records } = await read(NOW, (request, response) => {
      if (!request.url.pathname.endsWith('/statuses')) {
        return github.respond(request, response);
      }
      const isLast = request.url.searchParams.get('page') === '2';
      return json(
        200,
        [
          {
            state: isLast ? 'in_progress' : 'success',
            created_at: minutesAgo(isLast ? 59 : 50),
          },
        ],
        isLast ? {} : { link: '<https://api.example.com/x>; rel="next"' },
      )(request, response);
    });
    const [attempt] = records as DeploymentAttempt[];
    expect(attempt.history.map(({ status }) => status)).toEqual([
      'running',
      'succeeded',
    ]);
  });

  describe('the rate limit', () => {
    const resetAt = new Date('2026-11-20T12:34:56.000Z');
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(resetAt.getTime() / 1000),
    };

    it.each([
      [
        'used up',
        json(
          403,
          { message: 'API rate limit exceeded for user ID 1.' },
          headers,
        ),
        resetAt,
      ],
      [
        'asked to slow down',
        json(403, { message: 'secondary rate limit' }, { 'retry-after': '30' }),
        new Date(NOW.getTime() + 30_000),
      ],
      [
        'asked to slow down, nobody says for how long',
        json(403, { message: 'You have exceeded a secondary rate limit.' }),
        new Date(NOW.getTime() + 60_000),
      ],
    ])('is obeyed when %s', async (_name, respond, retryAt) => {
      await expect(read(NOW, respond)).rejects.toMatchObject({
        kind: 'throttled',
        retryAt,
      });
    });

    it('tells what is left of the calls, for all who use the token', async () => {
      github.deployments = [release(1, 60)];
      github.headers = headers;
      await read();
      expect(told).toEqual([
        { remaining: 0, resetsAt: resetAt },
        { remaining: 0, resetsAt: resetAt },
      ]);
    });

    it('holds up all who use the token when one of them is to slow down', async () => {
      await expect(
        read(
          NOW,
          json(
            403,
            { message: 'secondary rate limit' },
            { 'retry-after': '30', 'x-ratelimit-remaining': '4000' },
          ),
        ),
      ).rejects.toMatchObject({ kind: 'throttled' });
      expect(told).toEqual([
        { remaining: 0, resetsAt: new Date(NOW.getTime() + 30_000) },
      ]);
    });

    it('is one per token, which its name does not tell', () => {
      const keyFor = (token: string, apiBaseUrl = 'https://api.github.com') =>
        new GithubDeploymentSource({
          apiBaseUrl,
          token,
          repositories: [REPOSITORY, 'acme/billing'],
          deployments: { cadence: 'PT2M', historyDays: 90 },
        }).budgetKey();
      expect(keyFor(TOKEN)).toBe(keyFor(TOKEN));
      expect(keyFor(TOKEN)).not.toBe(keyFor('another-token-0123456789'));
      expect(keyFor(TOKEN)).not.toBe(keyFor(TOKEN, 'https://ghe.example.com'));
      expect(keyFor(TOKEN)).not.toContain(TOKEN);
    });
  });

  it.each([
    [
      'a repository that it may not see',
      json(404, { message: 'Not Found' }),
      'not-found',
      'acme/orders does not exist, or the token may not see it',
    ],
    [
      'a missing permission',
      json(403, {
        message: 'Resource not accessible by personal access token',
      }),
      'forbidden',
      'needs Deployments: read',
    ],
    ['an answer that is no list', json(200, {}), 'malformed', 'not a list'],
    [
      'a connection that is refused',
      ((_request, response) => {
        response.destroy();
      }) as Responder,
      'network',
      '',
    ],
  ])('tells %s apart', async (_name, respond, kind, words) => {
    await expect(read(NOW, respond)).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(words),
    });
  });
});
