import {
  NOW,
  STALE,
  deployment,
  environment,
  freshness,
  hoursAgo,
  minutesAgo,
  running,
} from '../__testUtils__/builders';
import { Deployment, RunningVersion } from '../api';
import { EnvironmentFindings, environmentMatrix } from './matrix';

function matrix(
  findings: Partial<EnvironmentFindings>[],
  freshnessOf = () => freshness() as ReturnType<typeof freshness> | undefined,
) {
  return environmentMatrix(
    findings.map(finding => ({
      environment: environment('production'),
      running: [],
      removed: null,
      deployments: [],
      ...finding,
    })),
    freshnessOf,
    NOW,
  );
}

function production(
  deployments: Deployment[],
  ...versions: RunningVersion[]
): Partial<EnvironmentFindings> {
  return {
    deployments,
    running: versions.map(one => ({ running: one, freshness: freshness() })),
  };
}

it('goes from the first stage to the last and leaves out empty ones', () => {
  const cells = matrix([
    { environment: environment('dr') },
    production([deployment('1.42.0', hoursAgo(1))]),
    {
      environment: environment('staging'),
      deployments: [deployment('1.42.0', hoursAgo(3))],
    },
  ]);
  expect(cells.map(({ environment: { id } }) => id)).toEqual([
    'staging',
    'production',
  ]);
  expect(cells[0].drift).toBeNull();
  expect(cells[1].drift).toMatchObject({ state: 'in-step' });
});

it('compares with the nearest earlier stage that runs anything', () => {
  const cells = matrix([
    {
      environment: environment('development'),
      deployments: [deployment('1.42.0', hoursAgo(3))],
    },
    {
      environment: environment('staging'),
      deployments: [deployment('1.42.0', hoursAgo(2), { status: 'failed' })],
    },
    production([deployment('1.42.0', hoursAgo(1))]),
  ]);
  expect(cells[2].drift?.against.id).toBe('development');
});

describe('what runs', () => {
  it('is what the source of what runs says, though a newer deployment is under way', () => {
    const [cell] = matrix([
      production(
        [
          deployment('1.43.0', minutesAgo(5), { status: 'running' }),
          deployment('1.42.0', hoursAgo(72), { author: 'ana' }),
        ],
        running('1.42.0', { health: 'progressing' }),
      ),
    ]);
    expect(cell).toMatchObject({
      artifact: { version: '1.42.0' },
      since: hoursAgo(72),
      author: 'ana',
      health: 'progressing',
      rollingOut: { artifact: { version: '1.43.0' } },
      latest: { artifact: { version: '1.43.0' } },
    });
  });

  it('is the last that was deployed and not replaced where no source says', () => {
    const [cell] = matrix([
      production([
        deployment('1.43.0', hoursAgo(1), { status: 'failed' }),
        deployment('1.42.0', hoursAgo(72), { finishedAt: hoursAgo(71) }),
        deployment('1.41.0', hoursAgo(90), { status: 'superseded' }),
      ]),
    ]);
    expect(cell).toMatchObject({
      artifact: { version: '1.42.0' },
      since: hoursAgo(71),
      health: 'unknown',
      healthReason: 'no source reports the health',
    });
  });

  it('is nothing when everything was replaced', () => {
    const [cell] = matrix([
      production([
        deployment('1.41.0', hoursAgo(90), { status: 'superseded' }),
      ]),
    ]);
    expect(cell).toMatchObject({ artifact: null, since: null });
  });

  it('does not get younger by deploying the same again', () => {
    const [cell] = matrix([
      production(
        [
          deployment('1.42.0', hoursAgo(1)),
          deployment('1.42.0', hoursAgo(30), { status: 'superseded' }),
          deployment('1.41.0', hoursAgo(60), { status: 'superseded' }),
          deployment('1.42.0', hoursAgo(90), { status: 'superseded' }),
        ],
        running('1.42.0'),
      ),
    ]);
    expect(cell.since).toBe(hoursAgo(30));
  });

  it('shows every workload and the worst health', () => {
    const [cell] = matrix([
      production(
        [],
        running('1.42.0', { key: 'web', since: hoursAgo(5) }),
        running('1.41.0', {
          key: 'worker',
          since: hoursAgo(9),
          health: 'degraded',
          healthReason: '1 of 2 replicas are ready',
        }),
      ),
    ]);
    expect(cell).toMatchObject({
      artifact: { version: '1.42.0' },
      health: 'degraded',
      healthReason: '1 of 2 replicas are ready',
    });
    expect(cell.workloads).toHaveLength(2);
  });
});

describe('the verdict about production', () => {
  const verdictOf = (findings: Partial<EnvironmentFindings>) =>
    matrix([findings])[0].assessment;

  it('is met when it runs well', () => {
    expect(
      verdictOf(
        production([deployment('1.42.0', hoursAgo(72))], running('1.42.0')),
      ),
    ).toEqual({
      verdict: 'met',
      reason: 'Production runs 1.42.0 for 3 d',
      // Two cadences after the last reading nothing is claimed any more.
      nextChangeAt: minutesAgo(-1),
      observedBy: {
        source: {
          id: 'kubernetes',
          title: 'Kubernetes',
          scopeId: 'prod',
          scopeTitle: 'prod',
        },
        noSource: null,
        freshness: { asOf: minutesAgo(1), staleAt: minutesAgo(-1) },
      },
    });
  });

  it('says which source saw the deployment that failed', () => {
    const failed = deployment('1.43.0', hoursAgo(3), {
      status: 'failed',
      finishedAt: hoursAgo(2),
    });
    const verdict = verdictOf(production([failed], running('1.42.0')));
    expect(verdict?.verdict).toBe('breached');
    expect(verdict?.observedBy?.source?.id).toBe(failed.sources[0].sourceId);
  });

  it.each<[string, Partial<EnvironmentFindings>, string, string]>([
    [
      'breached when the newest deployment failed',
      production(
        [
          deployment('1.43.0', hoursAgo(3), {
            status: 'failed',
            finishedAt: hoursAgo(2),
          }),
        ],
        running('1.42.0'),
      ),
      'breached',
      'Production: the deployment of 1.43.0 failed 2 h ago; 1.42.0 still runs',
    ],
    [
      'breached when it failed and what came after was only cancelled or waits',
      production([
        deployment('1.43.2', minutesAgo(1), { status: 'queued' }),
        deployment('1.43.1', hoursAgo(1), { status: 'cancelled' }),
        deployment('1.43.0', hoursAgo(2), { status: 'failed' }),
      ]),
      'breached',
      'Production: the deployment of 1.43.0 failed 2 h ago',
    ],
    [
      'breached when it does not serve',
      production(
        [],
        running('1.42.0', {
          health: 'unavailable',
          healthReason: '0 of 3 replicas are ready',
        }),
      ),
      'breached',
      'Production: Deployment orders/orders is not healthy: 0 of 3 replicas are ready',
    ],
    [
      'at risk when less serves than is wanted',
      production(
        [],
        running('1.42.0', {
          health: 'degraded',
          healthReason: '2 of 3 replicas are ready',
        }),
      ),
      'at-risk',
      'Production: Deployment orders/orders is degraded: 2 of 3 replicas are ready',
    ],
    [
      'at risk after a rollback',
      production([
        deployment('1.43.0', hoursAgo(1), { status: 'rolled-back' }),
      ]),
      'at-risk',
      'Production: 1.43.0 was rolled back',
    ],
    [
      'at risk when a rollout takes too long',
      production([deployment('1.43.0', hoursAgo(4), { status: 'paused' })]),
      'at-risk',
      'Production: 1.43.0 has been paused for 4 h',
    ],
    [
      'met when something newer succeeded after a failure',
      production([
        deployment('1.43.1', hoursAgo(1)),
        deployment('1.43.0', hoursAgo(2), { status: 'failed' }),
      ]),
      'met',
      'Production runs 1.43.1 for 1 h',
    ],
    [
      'met when nothing is active',
      production([deployment('1.41.0', hoursAgo(9), { status: 'superseded' })]),
      'met',
      'No deployment is active in Production, and none failed',
    ],
  ])('is %s', (_name, findings, verdict, reason) => {
    expect(verdictOf(findings)).toMatchObject({ verdict, reason });
  });

  it('says when a rollout becomes too long', () => {
    const [cell] = matrix(
      [production([deployment('1.43.0', hoursAgo(1), { status: 'running' })])],
      () => freshness({ cadence: 'PT12H' }),
    );
    expect(cell.assessment).toMatchObject({
      nextChangeAt: new Date(NOW.getTime() + 2 * 3_600_000 + 1).toISOString(),
    });
  });

  it('is unknown when what runs was read too long ago', () => {
    const failure = {
      kind: 'unauthorized' as const,
      message: 'the credentials were refused',
      at: minutesAgo(1),
    };
    const [cell] = matrix([
      {
        running: [
          { running: running('1.42.0'), freshness: { ...STALE, failure } },
        ],
      },
    ]);
    expect(cell.assessment).toMatchObject({
      verdict: 'unknown',
      reason: `What runs in Production is unknown: Kubernetes prod was last read at ${STALE.lastSuccessAt}, too long ago to say (the credentials were refused)`,
    });
  });

  it('is unknown when the source was never read or is no longer configured', () => {
    const reason = (one: ReturnType<typeof freshness> | null) =>
      matrix([{ running: [{ running: running('1.42.0'), freshness: one }] }])[0]
        .assessment?.reason;
    expect(reason(freshness({ lastSuccessAt: null }))).toContain(
      'has not been read yet',
    );
    expect(reason(null)).toContain('is no longer configured');
  });

  it('does not believe a failure that only a stale source reports', () => {
    const findings = production([
      deployment('1.43.0', hoursAgo(2), { status: 'failed' }),
    ]);
    const [cell] = matrix([findings], () => STALE);
    expect(cell.assessment?.verdict).toBe('unknown');
  });

  it('prefers the trouble it sees to what it cannot see', () => {
    const [cell] = matrix([
      {
        running: [
          { running: running('1.42.0', { key: 'us' }), freshness: STALE },
          {
            running: running('1.42.0', { key: 'eu', health: 'unavailable' }),
            freshness: freshness(),
          },
        ],
      },
    ]);
    expect(cell.assessment?.verdict).toBe('breached');
  });
});

describe('a workload that was removed', () => {
  const removed = {
    title: 'Deployment orders/orders',
    at: hoursAgo(2),
    freshness: freshness(),
  };

  it('leaves nothing running, whatever was deployed before', () => {
    const [cell] = matrix([
      { removed, deployments: [deployment('1.42.0', hoursAgo(72))] },
    ]);
    expect(cell).toMatchObject({
      artifact: null,
      assessment: {
        verdict: 'breached',
        reason:
          'Production: Deployment orders/orders was removed 2 h ago and nothing else is known to run',
      },
    });
  });

  it('does not matter once something else was deployed or runs', () => {
    const [deployed] = matrix([
      { removed, deployments: [deployment('1.43.0', hoursAgo(1))] },
    ]);
    expect(deployed).toMatchObject({
      artifact: { version: '1.43.0' },
      assessment: { verdict: 'met' },
    });
    const [renamed] = matrix([
      {
        removed,
        running: [{ running: running('1.42.0'), freshness: freshness() }],
      },
    ]);
    expect(renamed.assessment?.verdict).toBe('met');
  });

  it('proves nothing when it was read too long ago', () => {
    const [cell] = matrix([{ removed: { ...removed, freshness: STALE } }]);
    expect(cell.assessment?.verdict).toBe('unknown');
  });
});

describe('the verdict about disaster recovery', () => {
  function recovery(since: number | null, version = '1.42.0') {
    const deployments =
      since === null
        ? [deployment('1.43.0', hoursAgo(50))]
        : [
            deployment('1.43.0', hoursAgo(since)),
            deployment('1.42.0', hoursAgo(90), { status: 'superseded' }),
          ];
    return matrix([
      production(deployments),
      {
        environment: environment('dr'),
        running: [{ running: running(version), freshness: freshness() }],
      },
    ])[1].assessment;
  }

  it.each([
    ['in step', recovery(50, '1.43.0'), 'met'],
    ['a day behind', recovery(24), 'met'],
    ['more than a day behind', recovery(25), 'at-risk'],
    ['different, since nobody knows when', recovery(null, '0.9.0'), 'unknown'],
  ])('when it is %s', (_name, assessment, verdict) => {
    expect(assessment?.verdict).toBe(verdict);
  });

  it('is at risk, not breached, when it does not serve', () => {
    const [, cell] = matrix([
      production([deployment('1.42.0', hoursAgo(50))]),
      {
        environment: environment('dr'),
        running: [
          {
            running: running('1.42.0', { health: 'unavailable' }),
            freshness: freshness(),
          },
        ],
      },
    ]);
    expect(cell.assessment?.verdict).toBe('at-risk');
  });
});

it('promises nothing for other tiers', () => {
  const [cell] = matrix([
    {
      environment: environment('staging'),
      deployments: [deployment('1.43.0', hoursAgo(1), { status: 'failed' })],
    },
  ]);
  expect(cell.assessment).toBeNull();
});
