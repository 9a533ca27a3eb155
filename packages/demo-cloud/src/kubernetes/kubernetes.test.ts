import {
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  V1Deployment,
  V1ReplicaSet,
  VersionApi,
} from '@kubernetes/client-node';
import {
  NOON,
  startTestCloud,
  TestCloud,
  whileOn,
} from '../fixtures/testCloud';
import { deploymentsAt } from '../world/deployments';
import { badSlots, slotAt } from '../world/releases';
import { Service, SERVICES } from '../world/services';
import { HOUR, MINUTE } from '../world/time';
import { World } from '../world/world';
import { KUBERNETES_TOKEN } from './index';

const world = new World('test');
const [hopngo] = SERVICES;

/** The first bad release of that kind after NOON, of any service that Kubernetes runs. */
function nextBad(defect: 'errors' | 'stuck') {
  for (const service of SERVICES.filter(s => s.engine === 'kubernetes')) {
    for (const slot of badSlots('test', service)) {
      const release = world.release(service, slot);
      if (slot > slotAt(service, NOON + 24 * 14 * HOUR) + 400) {
        break;
      }
      if (slot > slotAt(service, NOON) && release.defect === defect) {
        return { service, release };
      }
    }
  }
  throw new Error(`The seed has no release with the defect ${defect}`);
}

describe('the Kubernetes stand-in', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());
  beforeEach(() => {
    cloud.clock.now = NOON;
  });

  const config = (cluster: string, token = KUBERNETES_TOKEN) => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromOptions({
      clusters: [
        {
          name: cluster,
          server: `${cloud.urls.kubernetes}/clusters/${cluster}`,
          // The client speaks plain HTTP only when it is told not to look for a certificate.
          skipTLSVerify: true,
        },
      ],
      users: [{ name: 'reader', token }],
      contexts: [{ name: 'demo', cluster, user: 'reader' }],
      currentContext: 'demo',
    });
    return kubeConfig;
  };
  const apps = (cluster: string, token?: string) =>
    config(cluster, token).makeApiClient(AppsV1Api);
  const deploymentOf = (service: Service): Promise<V1Deployment> =>
    apps('prod').readNamespacedDeployment({
      name: service.name,
      namespace: service.name,
    });
  const condition = ({ status }: V1Deployment, type: string) =>
    status!.conditions!.find(found => found.type === type)!;
  const replicaSetsOf = async (service: Service): Promise<V1ReplicaSet[]> => {
    const { items } = await apps('prod').listNamespacedReplicaSet({
      namespace: service.name,
    });
    return items;
  };
  const revision = ({ metadata }: V1ReplicaSet) =>
    Number(metadata!.annotations!['deployment.kubernetes.io/revision']);

  it('tells its version', async () => {
    const version = await config('prod').makeApiClient(VersionApi).getCode();
    expect(version.gitVersion).toMatch(/^v1\.\d+\.\d+$/);
  });

  it.each([
    [
      'nonprod',
      [
        'hopngo-development/hopngo',
        'hopngo-staging/hopngo',
        'markethub-mobile-development/markethub-mobile',
        'markethub-mobile-staging/markethub-mobile',
        'saas-platform-development/saas-platform',
        'saas-platform-staging/saas-platform',
      ],
    ],
    [
      'prod',
      [
        'hopngo/hopngo',
        'markethub-mobile/markethub-mobile',
        'saas-platform/saas-platform',
      ],
    ],
    ['dr', ['hopngo/hopngo', 'markethub-mobile/markethub-mobile']],
  ])('runs the workloads of the cluster %s', async (cluster, expected) => {
    const { items } = await apps(cluster).listDeploymentForAllNamespaces();
    expect(
      items.map(({ metadata }) => `${metadata!.namespace}/${metadata!.name}`),
    ).toEqual(expected);
  });

  it('shows a Deployment that is rolled out', async () => {
    const deployment = await deploymentOf(hopngo);
    const current = deploymentsAt(world, hopngo, 'production', NOON).at(-1)!;
    const { metadata, spec, status } = deployment;
    expect(metadata!.labels).toMatchObject({
      'backstage.io/kubernetes-id': 'hopngo',
    });
    expect(metadata!.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': String(current.revision),
    });
    expect(metadata!.generation).toBe(status!.observedGeneration);
    expect(spec!.template.metadata!.labels).toMatchObject({
      'app.kubernetes.io/version': current.version,
    });
    expect(spec!.template.spec!.containers[0].image).toMatch(
      `registry.example.com/hopngo:${current.version}@sha256:`,
    );
    expect(status).toMatchObject({ replicas: 6, availableReplicas: 6 });
    expect(condition(deployment, 'Available').status).toBe('True');
    expect(condition(deployment, 'Progressing')).toMatchObject({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      lastUpdateTime: new Date(current.finished!),
    });
  });

  it('keeps the current and ten old ReplicaSets with their revisions', async () => {
    const sets = await replicaSetsOf(hopngo);
    const current = deploymentsAt(world, hopngo, 'production', NOON).at(-1)!;
    expect(sets).toHaveLength(11);
    expect(Math.max(...sets.map(revision))).toBe(current.revision);
    const scaled = sets.filter(({ spec }) => spec!.replicas! > 0);
    expect(scaled.map(revision)).toEqual([current.revision]);
    for (const { metadata } of sets) {
      expect(metadata!.ownerReferences).toEqual([
        expect.objectContaining({ kind: 'Deployment', name: 'hopngo' }),
      ]);
      expect(metadata!.annotations!['kubernetes.io/change-cause']).toMatch(
        / by /,
      );
    }
  });

  it('gives the ReplicaSet that is rolled back to a new revision', async () => {
    const { service, release } = nextBad('errors');
    cloud.clock.now = release.rollback!.finished + MINUTE;
    const sets = await replicaSetsOf(service);
    const newest = sets.sort((a, b) => revision(b) - revision(a))[0];
    expect(newest.metadata!.annotations).toMatchObject({
      'deployment.kubernetes.io/revision-history': String(revision(newest) - 2),
      'kubernetes.io/change-cause': expect.stringContaining(
        `Roll back ${release.version}`,
      ),
    });
  });

  it('marks a rollout that missed its deadline and does nothing else', async () => {
    const { service, release } = nextBad('stuck');
    const { started, finished } = release.rollouts.production!;
    cloud.clock.now = started + MINUTE;
    const early = await deploymentOf(service);
    expect(condition(early, 'Progressing')).toMatchObject({
      status: 'True',
      reason: 'ReplicaSetUpdated',
    });
    cloud.clock.now = finished + MINUTE;
    const stuck = await deploymentOf(service);
    expect(condition(stuck, 'Progressing')).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    });
    expect(stuck.status!.unavailableReplicas).toBeGreaterThan(0);
    expect(
      stuck.spec!.template.metadata!.labels!['app.kubernetes.io/version'],
    ).toBe(release.version);
  });

  it('notices a new generation a moment after it was asked for', async () => {
    const { service, release } = nextBad('errors');
    const { started } = release.rollouts.production!;
    cloud.clock.now = started + 1_000;
    const { metadata, status } = await deploymentOf(service);
    expect(status!.observedGeneration).toBe(metadata!.generation! - 1);
  });

  it('lists namespaces, pods and no StatefulSets', async () => {
    const core = config('prod').makeApiClient(CoreV1Api);
    const namespaces = await core.listNamespace();
    expect(namespaces.items.map(({ metadata }) => metadata!.name)).toContain(
      'hopngo',
    );
    const pods = await core.listNamespacedPod({ namespace: 'hopngo' });
    expect(pods.items).toHaveLength(6);
    expect(pods.items[0].status!.containerStatuses![0].ready).toBe(true);
    const sets = await apps('prod').listStatefulSetForAllNamespaces();
    expect(sets.items).toEqual([]);
  });

  describe('lists', () => {
    it('come in chunks that show one instant', async () => {
      const names: string[] = [];
      let token: string | undefined;
      let chunks = 0;
      do {
        const { items, metadata } = await apps(
          'nonprod',
        ).listReplicaSetForAllNamespaces({ limit: 7, _continue: token });
        names.push(
          ...items.map(i => i.metadata!.namespace! + i.metadata!.name!),
        );
        chunks++;
        token = metadata!._continue;
        cloud.clock.now += MINUTE / 2;
      } while (token);
      expect(names).toHaveLength(66);
      expect(new Set(names).size).toBe(66);
      expect(chunks).toBe(10);
    });

    it('can no longer be continued after five minutes', async () => {
      const first = await apps('prod').listDeploymentForAllNamespaces({
        limit: 1,
      });
      expect(first.metadata!.remainingItemCount).toBe(2);
      cloud.clock.now += 6 * MINUTE;
      const asked = apps('prod').listDeploymentForAllNamespaces({
        limit: 1,
        _continue: first.metadata!._continue,
      });
      await expect(asked).rejects.toMatchObject({
        code: 410,
        body: expect.stringContaining('"reason":"Expired"'),
      });
    });

    it.each([
      ['backstage.io/kubernetes-id=hopngo', 1],
      ['backstage.io/kubernetes-id!=hopngo', 2],
      ['app in (hopngo, saas-platform),environment', 2],
      ['app notin (hopngo)', 2],
      ['!colour', 3],
      ['colour', 0],
    ])('are selected by %s', async (labelSelector, count) => {
      const { items } = await apps('prod').listDeploymentForAllNamespaces({
        labelSelector,
      });
      expect(items).toHaveLength(count);
    });

    it('refuse parameters that make no sense', async () => {
      for (const query of [
        { labelSelector: 'a in b' },
        { limit: -1 },
        { _continue: 'nonsense' },
      ]) {
        await expect(
          apps('prod').listDeploymentForAllNamespaces(query),
        ).rejects.toMatchObject({ code: 400 });
      }
    });
  });

  describe('refusals', () => {
    const status = (code: number, reason: string) => ({
      code,
      body: expect.stringContaining(`"reason":"${reason}"`),
    });

    it('knows its token only', async () => {
      const asked = apps('prod', 'wrong').listDeploymentForAllNamespaces();
      await expect(asked).rejects.toMatchObject({ code: 401 });
      const response = await fetch(
        `${cloud.urls.kubernetes}/clusters/prod/version`,
      );
      expect(await response.json()).toMatchObject({
        kind: 'Status',
        status: 'Failure',
        reason: 'Unauthorized',
        code: 401,
      });
    });

    it('does not find what is not there', async () => {
      const asked = apps('prod').readNamespacedDeployment({
        name: 'nothing',
        namespace: 'hopngo',
      });
      await expect(asked).rejects.toMatchObject(status(404, 'NotFound'));
      await expect(asked).rejects.toMatchObject({
        body: expect.stringContaining(
          'deployments.apps \\"nothing\\" not found',
        ),
      });
    });

    it('allows no writes', async () => {
      const asked = apps('prod').deleteNamespacedDeployment({
        name: 'hopngo',
        namespace: 'hopngo',
      });
      await expect(asked).rejects.toMatchObject(status(403, 'Forbidden'));
    });

    it.each([
      ['unauthorized', 401],
      ['throttled', 429],
    ])('answers %s as an API server does', async (fault, code) => {
      await whileOn(cloud, fault, 'kubernetes', async () => {
        const asked = apps('prod').listDeploymentForAllNamespaces();
        await expect(asked).rejects.toMatchObject({ code });
      });
    });

    it('says when to come back', async () => {
      await whileOn(cloud, 'throttled', 'kubernetes', async () => {
        const response = await fetch(cloud.urls.kubernetes);
        expect(response.headers.get('retry-after')).toBe('5');
        expect(await response.json()).toMatchObject({
          reason: 'TooManyRequests',
          details: { retryAfterSeconds: 5 },
        });
      });
    });

    it('answers rubbish that no client can read', async () => {
      await whileOn(cloud, 'rubbish', 'kubernetes', async () => {
        const asked = apps('prod').listDeploymentForAllNamespaces();
        await expect(asked).rejects.toThrow('JSON');
      });
    });
  });
});
