import { NOW, deployment, hoursAgo } from '../__testUtils__/builders';
import { DeploymentsClient } from './DeploymentsClient';
import { changesQuerySchema, deploymentQuerySchema } from './contract';

const REF = 'component:default/orders';

function clientOf(answer: unknown) {
  const fetch = jest.fn(
    async (_path: string) => new Response(JSON.stringify(answer)),
  );
  return {
    client: new DeploymentsClient(fetch),
    asked: () => fetch.mock.calls[0][0],
  };
}

it('asks for the overview of an entity', async () => {
  const overview = {
    entityRef: REF,
    evaluatedAt: NOW.toISOString(),
    headline: 'Production runs 1.42.0.',
    verdict: 'met',
    environments: [],
    unmapped: [],
    authors: [],
    sources: [],
  };
  const { client, asked } = clientOf(overview);
  await expect(client.getOverview(REF)).resolves.toEqual(overview);
  expect(asked()).toBe('/entities/component/default/orders');
});

it('gives filters several times and escapes ids', async () => {
  const list = clientOf({ items: [], nextCursor: null });
  await list.client.listDeployments(REF, {
    environment: ['staging', 'production'],
    status: 'failed',
    limit: 10,
  });
  expect(list.asked()).toBe(
    '/entities/component/default/orders/deployments?environment=staging&environment=production&status=failed&limit=10',
  );

  const detail = clientOf({
    deployment: deployment('1.42.0', hoursAgo(1)),
    previous: null,
    reports: [],
  });
  await detail.client.getDeployment(REF, 'a/b');
  expect(detail.asked()).toBe(
    '/entities/component/default/orders/deployments/a%2Fb',
  );
});

it('asks for the changes of a range', async () => {
  const { client, asked } = clientOf({ items: [], truncated: false });
  await client.listChanges(REF, { from: hoursAgo(2), to: hoursAgo(0) });
  expect(asked()).toBe(
    `/entities/component/default/orders/deployments/changes?from=${encodeURIComponent(
      hoursAgo(2),
    )}&to=${encodeURIComponent(hoursAgo(0))}`,
  );
});

it('refuses an answer that breaks the contract', async () => {
  const { client } = clientOf({ items: 'none' });
  await expect(client.listDeployments(REF)).rejects.toThrow(
    'The answer of /entities/component/default/orders/deployments breaks its contract',
  );
});

it.each([
  [{ status: 'failed' }, ['failed']],
  [{ status: ['failed', 'running'] }, ['failed', 'running']],
])('reads the filter %j', (query, status) => {
  expect(deploymentQuerySchema.parse(query)).toMatchObject({
    status,
    limit: 50,
  });
});

it.each([
  [{ status: 'broken' }],
  [{ limit: '201' }],
  [{ limit: 'many' }],
  [{ author: '' }],
])('refuses the query %j', query => {
  expect(deploymentQuerySchema.safeParse(query).success).toBe(false);
});

it('refuses a range that ends before it begins', () => {
  const range = { from: hoursAgo(1), to: hoursAgo(2) };
  expect(changesQuerySchema.safeParse(range).success).toBe(false);
});
