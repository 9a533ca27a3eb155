import { V1Deployment } from '@kubernetes/client-node';
import {
  NOW,
  deploymentObject,
  replicaSetObject,
} from '../__testUtils__/objects';
import { RevisionObject, toRevision, toWorkload } from './objects';
import { fromPayload, toPayload } from './workloadPayload';

const DEPLOYMENT = deploymentObject() as unknown as V1Deployment;
const REVISION = toRevision(
  replicaSetObject(7, '1.42.0', { ready: 3 }) as never,
) as RevisionObject;

it('keeps everything that the records are made of', () => {
  const kept = JSON.parse(JSON.stringify(toPayload(DEPLOYMENT, [REVISION])));
  const { deployment, replicaSets } = fromPayload(kept);
  expect(toWorkload(deployment)).toEqual(toWorkload(DEPLOYMENT));
  expect(replicaSets).toEqual([REVISION]);
});

it('keeps no environment, and not what was applied last', () => {
  const secret = 'hunter2-hunter2';
  const { metadata, spec } = DEPLOYMENT;
  const kept = toPayload(
    {
      ...DEPLOYMENT,
      metadata: {
        ...metadata,
        creationTimestamp: NOW,
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': secret,
        },
      },
      spec: {
        ...(spec as NonNullable<typeof spec>),
        template: {
          ...spec?.template,
          spec: {
            containers: [
              {
                name: 'orders',
                image: 'registry.example.com/orders:1.42.0',
                env: [{ name: 'DB', value: secret }],
              },
            ],
          },
        },
      },
    },
    [],
  );
  expect(JSON.stringify(kept)).not.toContain(secret);
  expect(JSON.stringify(kept)).toContain('orders:1.42.0');
});

it.each([
  ['nothing', null],
  ['metadata alone, as was kept before', { name: 'orders' }],
])('refuses %s', (_what, payload) => {
  expect(() => fromPayload(payload)).toThrow('no Deployment as it is kept');
});
