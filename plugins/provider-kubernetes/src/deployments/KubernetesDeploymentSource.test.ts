import {
  DeploymentRecord,
  DeploymentAttempt,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  ProviderRequest,
  Responder,
  json,
  runSourceContract,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  NOW,
  deploymentObject,
  replicaSetObject,
} from '../__testUtils__/objects';
import { KubernetesDeploymentSource } from './KubernetesDeploymentSource';

const TOKEN = 'kubernetes-service-account-token-0123456789';
const NAMES = ['billing', 'orders', 'search'];

function createSource(endpoint: string) {
  return new KubernetesDeploymentSource({
    clusters: [
      {
        name: 'prod',
        title: 'Production',
        url: endpoint,
        token: TOKEN,
        skipTLSVerify: true,
      },
    ],
    deployments: { cadence: 'PT1M' },
    skipped: [],
  });
}

const LISTS: Record<string, object[]> = {
  '/apis/apps/v1/deployments': NAMES.map(name => deploymentObject({ name })),
  '/apis/apps/v1/replicasets': NAMES.flatMap(owner => [
    replicaSetObject(6, '1.41.0', { owner }),
    replicaSetObject(7, '1.42.0', { owner, ready: 3 }),
  ]),
};

/** One page of at most two objects, as an API server with a small limit answers. */
function page(items: object[], { url }: ProviderRequest): object {
  const start = Number(url.searchParams.get('continue') ?? 0);
  const next = start + 2 < items.length ? String(start + 2) : '';
  return {
    kind: 'List',
    apiVersion: 'apps/v1',
    metadata: { resourceVersion: '1', continue: next },
    items: items.slice(start, start + 2),
  };
}

function lists(all = LISTS): Responder {
  return (request, response) => {
    const items = all[request.url.pathname];
    return items
      ? json(200, page(items, request))(request, response)
      : json(404, { kind: 'Status', message: 'not found' })(request, response);
  };
}

const failed = json(503, {
  kind: 'Status',
  message: 'etcd is not available',
});

runSourceContract({
  name: 'kubernetes-deployments',
  createSource,
  now: NOW,
  secrets: [TOKEN],
  keyOf: ({ kind, key }) => `${kind} ${key}`,
  expected: {
    // Two attempts and what runs of each of the three.
    records: 9,
    keptWhenInterrupted: 0,
  },
  repair: payload => ({
    ...(payload as object),
    deployment: deploymentObject({ name: 'nameless' }),
  }),
  respond: {
    pages: lists(),
    empty: lists({
      '/apis/apps/v1/deployments': [],
      '/apis/apps/v1/replicasets': [],
    }),
    interrupted: (request, response) =>
      (request.url.searchParams.has('continue') ? failed : lists())(
        request,
        response,
      ),
    oddRecord: lists({
      ...LISTS,
      '/apis/apps/v1/deployments': [
        ...LISTS['/apis/apps/v1/deployments'],
        { metadata: { name: 'nameless' }, spec: {} },
      ],
    }),
  },
});

describe('KubernetesDeploymentSource', () => {
  /** Reads everything from a server that answers like this. */
  async function read(
    respond: Responder,
    signal = AbortSignal.timeout(10_000),
  ) {
    const seen: ProviderRequest[] = [];
    const server = createServer((incoming, response) => {
      const { method = 'GET', headers, url = '/' } = incoming;
      const request = {
        method,
        headers,
        url: new URL(url, 'http://cluster'),
        body: '',
      };
      seen.push(request);
      Promise.resolve(respond(request, response)).catch(error =>
        response.destroy(error),
      );
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const source = createSource(`http://127.0.0.1:${port}`);
    let calls = 0;
    const records: DeploymentRecord[] = [];
    try {
      const [scope] = await source.scopes();
      const pages = source.read(scope, {
        signal,
        now: NOW,
        countCall: () => {
          calls++;
        },
      });
      for await (const { records: some } of pages) records.push(...some);
      return { records, seen, calls };
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('asks for pages of 500 with its token, and names the cluster', async () => {
    const { seen, calls, records } = await read(lists());
    expect(seen.map(({ url }) => `${url.pathname}${url.search}`)).toEqual([
      '/apis/apps/v1/deployments?limit=500',
      '/apis/apps/v1/deployments?continue=2&limit=500',
      '/apis/apps/v1/replicasets?limit=500',
      '/apis/apps/v1/replicasets?continue=2&limit=500',
      '/apis/apps/v1/replicasets?continue=4&limit=500',
    ]);
    expect(calls).toBe(5);
    expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(
      new Set([`Bearer ${TOKEN}`]),
    );
    expect(records[0]).toMatchObject({
      environmentFacts: { cluster: 'prod', namespace: 'shop' },
      bindings: [{ value: 'billing' }],
    });
  });

  it('begins a list anew when it expires while it is read', async () => {
    let expired = 0;
    const { records } = await read((request, response) => {
      if (request.url.searchParams.get('continue') === '2' && expired < 2) {
        expired++;
        json(410, { kind: 'Status', reason: 'Expired', code: 410 })(
          request,
          response,
        );
        return undefined;
      }
      return lists()(request, response);
    });
    expect(expired).toBe(2);
    const keys = records.map(({ key }) => key);
    expect(keys).toHaveLength(9);
    expect(new Set(keys).size).toBe(9);
  });

  it('gives up on a list that expires again and again', async () => {
    await expect(
      read((request, response) =>
        (request.url.searchParams.has('continue')
          ? json(410, { kind: 'Status', reason: 'Expired' })
          : lists())(request, response),
      ),
    ).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('expired 3 times'),
    });
  });

  it.each([
    [
      '/apis/apps/v1/deployments',
      'the credentials lack a permission: HTTP 403 (deployments.apps is forbidden); needs list deployments.apps (in every namespace)',
    ],
    [
      '/apis/apps/v1/replicasets',
      'the credentials lack a permission: HTTP 403 (deployments.apps is forbidden); needs list replicasets.apps (in every namespace)',
    ],
  ])('names the verb that is missing for %s', async (path, message) => {
    await expect(
      read((request, response) =>
        (request.url.pathname === path
          ? json(403, {
              kind: 'Status',
              message: 'deployments.apps is forbidden',
            })
          : lists())(request, response),
      ),
    ).rejects.toMatchObject({ kind: 'forbidden', message });
  });

  it.each([
    ['nothing of Kubernetes at the address', json(404, {}), 'not-found'],
    [
      'a sign-in page',
      ((_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>');
      }) as Responder,
      'malformed',
    ],
    ['JSON that is no list', json(200, { kind: 'Status' }), 'malformed'],
    [
      'a connection that breaks',
      ((_request, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.write('{"items": [');
        setTimeout(() => response.destroy(), 20);
      }) as Responder,
      'network',
    ],
  ])('tells %s apart', async (_name, respond, kind) => {
    await expect(read(respond)).rejects.toMatchObject({ kind });
  });

  it('reads many workloads in pages', async () => {
    const many = Array.from({ length: 120 }, (_, n) =>
      deploymentObject({ name: `service-${n}` }),
    );
    const { records } = await read(
      lists({
        '/apis/apps/v1/deployments': many,
        '/apis/apps/v1/replicasets': [],
      }),
    );
    expect(records).toHaveLength(120);
  });

  it('keeps keys within the limit of the ledger', async () => {
    const { records } = await read(lists());
    const attempt = records.find(
      (record): record is DeploymentAttempt => record.kind === 'attempt',
    );
    expect(attempt?.key).toBe('prod/uid-billing/7');
  });
});
