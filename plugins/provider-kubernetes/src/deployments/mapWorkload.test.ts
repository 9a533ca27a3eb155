import { V1Deployment, V1ReplicaSet } from '@kubernetes/client-node';
import {
  DeploymentAttempt,
  deploymentRecordSchema,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  DeploymentOptions,
  deploymentObject,
  minutesAgo,
  replicaSetObject,
} from '../__testUtils__/objects';
import { mapWorkload } from './mapWorkload';
import { toRevision, toWorkload } from './objects';

/** What the client makes of an answer: instants are dates. */
function decoded<T extends V1Deployment | V1ReplicaSet>(object: object): T {
  return JSON.parse(JSON.stringify(object), (key, value) =>
    /(Timestamp|Time)$/.test(key) ? new Date(value) : value,
  );
}

function map(
  deployment: DeploymentOptions,
  replicaSets: object[],
  authorPattern: RegExp | undefined = / by (\w+)$/,
) {
  const records = mapWorkload(
    toWorkload(decoded<V1Deployment>(deploymentObject(deployment))),
    replicaSets.flatMap(one => toRevision(decoded<V1ReplicaSet>(one)) ?? []),
    { cluster: 'prod', authorPattern },
  ).map(record => deploymentRecordSchema.parse(record));
  return {
    attempts: records.filter(
      (record): record is DeploymentAttempt => record.kind === 'attempt',
    ),
    running: records.filter(record => record.kind === 'running'),
  };
}

const iso = (text: string) => new Date(text).toISOString();

it('makes an attempt of each revision, and one record of what runs', () => {
  const { attempts, running } = map({}, [
    replicaSetObject(6, '1.41.0'),
    replicaSetObject(7, '1.42.0', { ready: 3, created: minutesAgo(60) }),
  ]);
  expect(attempts).toMatchObject([
    {
      key: 'prod/uid-orders/7',
      artifact: {
        version: '1.42.0',
        digest: 'sha256:1.42.0',
        image: 'registry.example.com:5000/orders:1.42.0@sha256:1.42.0',
      },
      commit: '4bf5122f344554c53bde2ebb8cd2b7e3d1600ad6',
      repository: 'github.com/acme/orders',
      author: 'ana',
      cause: 'Release 1.42.0 by ana',
      trigger: null,
      strategy: 'rolling',
      status: 'succeeded',
      providerState: 'NewReplicaSetAvailable',
      startedAt: iso(minutesAgo(60)),
      finishedAt: iso(minutesAgo(55)),
      history: [{ status: 'succeeded', at: iso(minutesAgo(55)) }],
      environmentFacts: { cluster: 'prod', namespace: 'shop', label: 'live' },
      bindings: [{ annotation: 'backstage.io/kubernetes-id', value: 'orders' }],
    },
    {
      key: 'prod/uid-orders/6',
      artifact: { version: '1.41.0' },
      status: 'superseded',
      finishedAt: null,
      history: [],
    },
  ]);
  expect(running).toMatchObject([
    {
      key: 'prod/uid-orders',
      title: 'Deployment shop/orders',
      artifact: { version: '1.42.0' },
      since: iso(minutesAgo(55)),
      replicas: { wanted: 3, ready: 3 },
      health: 'healthy',
      healthReason: '',
    },
  ]);
});

it('shows the old version while the new one is rolled out', () => {
  const { attempts, running } = map(
    {
      rollout: { reason: 'ReplicaSetUpdated', at: minutesAgo(1) },
      ready: 3,
    },
    [
      replicaSetObject(7, '1.42.0', { ready: 1 }),
      replicaSetObject(6, '1.41.0', { ready: 2 }),
    ],
  );
  expect(attempts).toMatchObject([
    { status: 'running', finishedAt: null },
    { status: 'succeeded', providerState: 'Serving' },
  ]);
  expect(running).toMatchObject([
    { artifact: { version: '1.41.0' }, health: 'progressing' },
  ]);
});

it('says that a missed deadline is a failure, and that the old version serves', () => {
  const { attempts, running } = map(
    {
      rollout: {
        reason: 'ProgressDeadlineExceeded',
        status: 'False',
        message: 'ReplicaSet "orders-7" has timed out progressing.',
        at: minutesAgo(10),
      },
    },
    [
      replicaSetObject(7, '1.42.0'),
      replicaSetObject(6, '1.41.0', { ready: 3 }),
    ],
  );
  expect(attempts[0]).toMatchObject({
    status: 'failed',
    finishedAt: iso(minutesAgo(10)),
    history: [{ note: 'ReplicaSet "orders-7" has timed out progressing.' }],
  });
  expect(running).toMatchObject([
    {
      artifact: { version: '1.41.0' },
      health: 'degraded',
      healthReason:
        '3 of 3 replicas are ready: ReplicaSet "orders-7" has timed out progressing.',
    },
  ]);
});

it('does not take the conditions of an older generation for the newest', () => {
  const { attempts, running } = map({ generation: 8, observedGeneration: 7 }, [
    replicaSetObject(7, '1.42.0', { ready: 3 }),
  ]);
  expect(attempts).toMatchObject([
    { status: 'queued', providerState: 'GenerationNotObserved', history: [] },
  ]);
  expect(running).toMatchObject([{ health: 'progressing', since: null }]);
});

it('tells the attempts apart that one ReplicaSet stands for', () => {
  const { attempts } = map({}, [
    replicaSetObject(7, '1.40.0', {
      ready: 3,
      earlier: [3, 5],
      created: minutesAgo(600),
    }),
    replicaSetObject(6, '1.41.0', { created: minutesAgo(90) }),
  ]);
  expect(
    attempts.map(({ key, trigger, startedAt, author, status }) => ({
      key,
      trigger,
      startedAt,
      author,
      status,
    })),
  ).toEqual([
    {
      key: 'prod/uid-orders/7',
      trigger: 'rollback',
      startedAt: iso(minutesAgo(55)),
      author: 'ana',
      status: 'succeeded',
    },
    {
      key: 'prod/uid-orders/3',
      trigger: null,
      startedAt: iso(minutesAgo(600)),
      author: null,
      status: 'superseded',
    },
    {
      key: 'prod/uid-orders/5',
      trigger: 'rollback',
      startedAt: null,
      author: null,
      status: 'superseded',
    },
    {
      key: 'prod/uid-orders/6',
      trigger: null,
      startedAt: iso(minutesAgo(90)),
      author: 'ana',
      status: 'superseded',
    },
  ]);
});

describe('who deployed', () => {
  const authorOf = (annotations: Record<string, string>, pattern?: RegExp) =>
    map({}, [replicaSetObject(7, '1.42.0', { annotations })], pattern)
      .attempts[0].author;

  it('is what the pipeline says', () => {
    expect(authorOf({ 'opsdeck.io/deployed-by': 'ben' })).toBe('ben');
  });

  it('is not guessed from the change cause unless a pattern is configured', () => {
    const { attempts } = map({}, [replicaSetObject(7, '1.42.0')], /no (match)/);
    expect(attempts[0]).toMatchObject({
      author: null,
      cause: 'Release 1.42.0 by ana',
    });
  });

  it('is unknown without a cause', () => {
    expect(authorOf({ 'kubernetes.io/change-cause': '' })).toBeNull();
  });
});

it('shows a Deployment that has no ReplicaSet yet', () => {
  const { attempts, running } = map({ ready: 0 }, []);
  expect(attempts).toEqual([]);
  expect(running).toMatchObject([
    { artifact: { version: '1.42.0' }, health: 'unavailable', since: null },
  ]);
});

it('hands on name and labels, for selectors and rules', () => {
  const { running } = map({ labels: { team: 'shop', app: 'orders' } }, []);
  expect(running).toMatchObject([
    {
      bindingFacts: {
        kind: 'Deployment',
        name: 'orders',
        labels: { team: 'shop', app: 'orders' },
      },
    },
  ]);
});

it('binds nothing by a Deployment without the label', () => {
  const { running } = map({ labels: {} }, []);
  expect(running).toMatchObject([
    {
      bindings: [],
      bindingFacts: { provider: 'kubernetes', kind: 'Deployment', labels: {} },
      environmentFacts: { cluster: 'prod', namespace: 'shop' },
    },
  ]);
});

it.each([
  ['no controller', { ownerReferences: [] }],
  ['no revision', { annotations: {} }],
])('ignores a ReplicaSet with %s', (_name, metadata) => {
  const object = replicaSetObject(7, '1.42.0');
  const odd = { ...object, metadata: { ...object.metadata, ...metadata } };
  expect(toRevision(decoded<V1ReplicaSet>(odd))).toBeUndefined();
});

it('refuses a Deployment without an identity', () => {
  expect(() => toWorkload({ metadata: { name: 'orders' } })).toThrow(
    'The Deployment lacks its uid, namespace or name',
  );
});
