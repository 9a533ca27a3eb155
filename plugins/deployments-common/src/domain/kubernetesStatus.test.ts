import {
  KubernetesCondition,
  KubernetesDeploymentState,
  newestRevisionStatus,
  olderRevisionStatus,
  servingRevision,
  workloadHealth,
} from './kubernetesStatus';

const AT = '2026-11-20T10:00:00Z';

function condition(
  type: string,
  status: string,
  reason: string,
): KubernetesCondition {
  return { type, status, reason, message: `${reason}.`, lastUpdateTime: AT };
}

const available = condition('Available', 'True', 'MinimumReplicasAvailable');
const unavailable = condition(
  'Available',
  'False',
  'MinimumReplicasUnavailable',
);
const complete = condition('Progressing', 'True', 'NewReplicaSetAvailable');
const updating = condition('Progressing', 'True', 'ReplicaSetUpdated');
const stuck = condition('Progressing', 'False', 'ProgressDeadlineExceeded');

function state(
  overrides: Partial<KubernetesDeploymentState> = {},
): KubernetesDeploymentState {
  return {
    generation: 4,
    observedGeneration: 4,
    paused: false,
    wanted: 3,
    updated: 3,
    total: 3,
    ready: 3,
    available: 3,
    conditions: [available, complete],
    ...overrides,
  };
}

describe('newestRevisionStatus', () => {
  it.each([
    ['a rollout that is complete', {}, 'succeeded', 'NewReplicaSetAvailable'],
    [
      'one under way',
      { conditions: [available, updating] },
      'running',
      'ReplicaSetUpdated',
    ],
    [
      'one that missed its deadline: failed, not rolled back',
      { conditions: [available, stuck] },
      'failed',
      'ProgressDeadlineExceeded',
    ],
    [
      'one that cannot create Pods',
      {
        conditions: [
          condition('Progressing', 'False', 'ReplicaSetCreateError'),
        ],
      },
      'failed',
      'ReplicaSetCreateError',
    ],
    [
      'one that is held',
      {
        paused: true,
        updated: 1,
        conditions: [
          available,
          condition('Progressing', 'Unknown', 'DeploymentPaused'),
        ],
      },
      'paused',
      'DeploymentPaused',
    ],
    [
      'a paused Deployment whose rollout is complete',
      { paused: true },
      'succeeded',
      'NewReplicaSetAvailable',
    ],
    [
      'conditions of an older generation',
      { generation: 5 },
      'queued',
      'GenerationNotObserved',
    ],
    [
      'a controller that never looked',
      { observedGeneration: null, conditions: [] },
      'queued',
      'GenerationNotObserved',
    ],
    [
      'no deadline, all there',
      { conditions: [available] },
      'succeeded',
      'Complete',
    ],
    [
      'no deadline, old Pods left',
      { conditions: [available], total: 4 },
      'running',
      'Progressing',
    ],
    [
      'no deadline, new Pods missing',
      { conditions: [available], updated: 2, total: 2 },
      'running',
      'Progressing',
    ],
  ])('reads %s', (_name, overrides, status, providerState) => {
    expect(newestRevisionStatus(state(overrides))).toMatchObject({
      status,
      providerState,
    });
  });

  it('dates it by the condition', () => {
    expect(newestRevisionStatus(state()).at).toBe(AT);
  });
});

describe('olderRevisionStatus', () => {
  const newest = (conditions: KubernetesCondition[]) =>
    newestRevisionStatus(state({ conditions }));
  const seven = { revision: 7, ready: 2 };

  it('counts as succeeded while it serves in place of a stuck one', () => {
    const older = olderRevisionStatus(seven, newest([stuck]), seven);
    expect(older.status).toBe('succeeded');
  });

  it.each([
    ['the newest one has made it', seven, newest([complete]), seven],
    ['it has no Pods', { revision: 7, ready: 0 }, newest([updating]), seven],
    [
      'another one lies between',
      { revision: 6, ready: 1 },
      newest([updating]),
      seven,
    ],
  ])('is superseded when %s', (_name, older, rollout, before) => {
    expect(olderRevisionStatus(older, rollout, before).status).toBe(
      'superseded',
    );
  });
});

describe('servingRevision', () => {
  const revisions = [
    { revision: 8, ready: 5 },
    { revision: 7, ready: 1 },
    { revision: 6, ready: 0 },
  ];

  it('is the newest once it is rolled out', () => {
    const rollout = newestRevisionStatus(state());
    expect(servingRevision(revisions, rollout)?.revision).toBe(8);
  });

  it('is the older one with most ready Pods until then', () => {
    const rollout = newestRevisionStatus(state({ conditions: [updating] }));
    expect(servingRevision(revisions, rollout)?.revision).toBe(7);
  });

  it('is the newest when none has a ready Pod, and none when there is none', () => {
    const rollout = newestRevisionStatus(state({ conditions: [stuck] }));
    expect(
      servingRevision([{ revision: 8, ready: 0 }], rollout)?.revision,
    ).toBe(8);
    expect(servingRevision([], rollout)).toBeUndefined();
  });
});

describe('workloadHealth', () => {
  it.each([
    ['all ready', {}, 'healthy', ''],
    ['scaled to zero', { wanted: 0, ready: 0 }, 'stopped', 'scaled to zero'],
    [
      'below the least allowed',
      { ready: 1, conditions: [unavailable, complete] },
      'unavailable',
      '1 of 3 replicas are ready: MinimumReplicasUnavailable.',
    ],
    [
      'none ready',
      { ready: 0 },
      'unavailable',
      '0 of 3 replicas are ready: MinimumReplicasAvailable.',
    ],
    [
      'under way',
      { ready: 2, conditions: [available, updating] },
      'progressing',
      '2 of 3 replicas are ready',
    ],
    [
      'not observed',
      { generation: 5 },
      'progressing',
      '3 of 3 replicas are ready',
    ],
    [
      'stuck while the old version serves',
      { conditions: [available, stuck] },
      'degraded',
      '3 of 3 replicas are ready: ProgressDeadlineExceeded.',
    ],
    ['one short', { ready: 2 }, 'degraded', '2 of 3 replicas are ready'],
  ])('says of %s', (_name, overrides, health, reason) => {
    const now = state(overrides);
    expect(workloadHealth(now, newestRevisionStatus(now))).toEqual({
      health,
      reason,
    });
  });
});
