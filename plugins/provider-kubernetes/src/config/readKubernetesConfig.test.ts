import { ConfigReader } from '@backstage/config';
import { readKubernetesConfig } from './readKubernetesConfig';

const PROD = {
  name: 'prod',
  url: 'https://prod.example.com',
  serviceAccountToken: 'secret-token',
};

function read(kubernetes?: object, backstageClusters?: object[]) {
  return readKubernetesConfig(
    new ConfigReader({
      ...(kubernetes && { opsdeck: { providers: { kubernetes } } }),
      ...(backstageClusters && {
        kubernetes: {
          clusterLocatorMethods: [
            { type: 'localKubectlProxy' },
            { type: 'config', clusters: backstageClusters },
          ],
        },
      }),
    } as ConstructorParameters<typeof ConfigReader>[0]),
  );
}

it('is absent when nothing is configured', () => {
  expect(read()).toBeUndefined();
  expect(read({ clusters: [] })).toBeUndefined();
});

it('reads clusters, and the defaults of the rest', () => {
  expect(read({ clusters: [{ ...PROD, title: 'Production' }] })).toEqual({
    clusters: [
      {
        name: 'prod',
        title: 'Production',
        url: 'https://prod.example.com',
        token: 'secret-token',
        skipTLSVerify: false,
      },
    ],
    deployments: { cadence: 'PT1M', authorPattern: undefined },
    skipped: [],
  });
});

it('reads the clusters of the Kubernetes plugin too, and says which it cannot', () => {
  const config = read({ clusters: [PROD] }, [
    { ...PROD, serviceAccountToken: 'other' },
    {
      ...PROD,
      name: 'dr',
      authProvider: 'serviceAccount',
      skipMetricsLookup: true,
    },
    { name: 'gke', url: 'https://gke.example.com', authProvider: 'google' },
    { ...PROD, name: 'plain', url: 'http://plain.example.com' },
    { name: 'odd', url: 'nowhere' },
  ]);
  expect(config?.clusters.map(({ name, token }) => [name, token])).toEqual([
    ['prod', 'secret-token'],
    ['dr', 'secret-token'],
  ]);
  expect(config?.skipped).toEqual([
    'gke: it has no serviceAccountToken (authProvider google)',
    'plain: its url is not https',
    expect.stringMatching(/^odd: .*url/s),
  ]);
});

it('leaves the Kubernetes plugin’s clusters alone when told so', () => {
  expect(read({ useBackstageClusters: false }, [PROD])).toBeUndefined();
  expect(read(undefined, [PROD])?.clusters).toHaveLength(1);
});

it.each([
  [{ clusters: [{ ...PROD, url: 'prod' }] }, 'clusters[0].url'],
  [
    { clusters: [{ ...PROD, url: 'http://prod' }] },
    'clusters[0].url: must be https: the token would travel in the clear',
  ],
  [
    { clusters: [{ name: 'prod', url: PROD.url }] },
    'clusters[0].serviceAccountToken',
  ],
  [{ clusters: [{ ...PROD, caData: 'no base64!' }] }, 'clusters[0].caData'],
  [{ clusters: [{ ...PROD, token: 'x' }] }, 'clusters[0]'],
  [
    { clusters: [PROD, PROD] },
    'clusters[1].name: there is a cluster "prod" already',
  ],
  [
    { deployments: { cadence: '1m' } },
    'deployments.cadence: must be an ISO-8601',
  ],
  [
    { deployments: { authorPattern: 'by (' } },
    'deployments.authorPattern: must be a regular',
  ],
  [
    { deployments: { authorPattern: 'by .+' } },
    'deployments.authorPattern: must have a group',
  ],
])('refuses %j by the name of the key', (config, problem) => {
  expect(() => read(config)).toThrow(
    `Invalid configuration at opsdeck.providers.kubernetes.${problem}`,
  );
});

it('does not repeat a token in its complaint', () => {
  expect(() => read({ clusters: [{ ...PROD, url: 'prod' }] })).not.toThrow(
    'secret-token',
  );
});
