import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { RunningDemoCloud } from '@opsdeck/demo-cloud';
import { SECRETS } from './secrets';

const CADENCE = { cadence: 'PT10S' };
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/** The demo's configuration over the stand-in clouds, with one broken source of each kind. */
export function configOf(
  urls: RunningDemoCloud['urls'],
  database: JsonObject,
  oddEntityFile: string,
): JsonObject {
  const root = path.resolve(resolvePackagePath('backend'), '../..');
  const cluster = (name: string, serviceAccountToken: string) => ({
    name,
    url: `${urls.kubernetes}/clusters/${name}`,
    serviceAccountToken,
    skipTLSVerify: true,
  });
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: { database, reading: { allow: [] } },
    catalog: {
      rules: [
        {
          allow:
            'Component System API Resource Location Domain User Group'.split(
              ' ',
            ),
        },
      ],
      processingInterval: { seconds: 30 },
      locations: [
        ...['catalog-info.yaml', 'org.yaml'].map(file => ({
          type: 'file',
          target: path.join(root, 'examples', file),
        })),
        { type: 'file', target: oddEntityFile },
      ],
    },
    opsdeck: {
      environments: [
        {
          id: 'staging',
          title: 'Staging',
          tier: 'staging',
          order: 1,
          match: [{ cluster: 'nonprod' }, { account: '444455556666' }],
        },
        {
          id: 'production',
          title: 'Production',
          tier: 'production',
          order: 2,
          match: [{ cluster: 'prod' }, { account: '111122223333' }],
        },
      ],
      providers: {
        aws: {
          endpoint: urls.aws,
          rds: CADENCE,
          accounts: [
            {
              id: '111122223333',
              title: 'production',
              regions: ['eu-west-1', 'us-east-1'],
              accessKeyId: 'AKIADEMOPRODUCTION00',
              secretAccessKey: SECRETS.awsSecret,
            },
          ],
        },
        kubernetes: {
          deployments: CADENCE,
          clusters: [
            cluster('nonprod', SECRETS.kubernetes),
            cluster('prod', SECRETS.kubernetes),
            cluster('dr', SECRETS.brokenKubernetes),
          ],
        },
        github: {
          apiBaseUrl: urls.github,
          token: SECRETS.github,
          deployments: CADENCE,
          repositories: ['opsdeck-demo/hopngo', 'opsdeck-demo/none'],
        },
        prometheus: {
          cadence: 'PT1H',
          instances: [
            {
              id: 'main',
              title: 'Prometheus',
              baseUrl: urls.prometheus,
              token: SECRETS.prometheus,
            },
          ],
        },
        alertmanager: {
          ...CADENCE,
          instances: [
            {
              id: 'main',
              title: 'Alertmanager',
              baseUrl: urls.alertmanager,
              token: SECRETS.alertmanager,
            },
            {
              id: 'broken',
              title: 'Broken',
              baseUrl: NOWHERE,
              token: SECRETS.brokenPrometheus,
            },
          ],
        },
      },
      incidents: {
        webhooks: { alertmanager: [{ id: 'main', token: SECRETS.webhook }] },
      },
      runbooks: { readEvery: 'PT1M' },
      slos: { documents: { cadence: 'PT1M' } },
    },
  };
}
