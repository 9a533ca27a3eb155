import { ResponseError } from '@backstage/errors';
import { NOW, point, resource } from '../__testUtils__/fixtures';
import { BackupsClient } from './BackupsClient';
import { BackupsOverview } from './contract';

const overview: BackupsOverview = {
  entityRef: 'component:default/orders',
  evaluatedAt: NOW.toISOString(),
  headline: 'orders-db would lose 3 min (allowed 5 min)',
  verdict: 'met',
  resources: [resource()],
  sources: [],
};

function clientThatGets(body: unknown, init?: ResponseInit) {
  const asked: { path: string; method?: string }[] = [];
  const client = new BackupsClient(async (path, request) => {
    asked.push({ path, method: request?.method });
    return new Response(JSON.stringify(body), {
      headers: { 'Content-Type': 'application/json' },
      ...init,
    });
  });
  return { client, asked };
}

describe('BackupsClient', () => {
  it('asks for the overview of an entity', async () => {
    const { client, asked } = clientThatGets(overview);
    await expect(
      client.getOverview('component:default/orders'),
    ).resolves.toEqual(overview);
    expect(asked).toEqual([
      { path: '/entities/component/default/orders', method: 'GET' },
    ]);
  });

  it('asks for a page of recovery points, everything escaped', async () => {
    const page = { items: [point(0)], nextCursor: null };
    const { client, asked } = clientThatGets(page);
    await expect(
      client.listRecoveryPoints('component:default/a b', {
        resourceKey: 'arn:aws:rds:eu-west-1:111122223333:db:orders&limit=1',
        limit: 25,
      }),
    ).resolves.toEqual(page);
    expect(asked[0].path).toBe(
      '/entities/component/default/a%20b/recovery-points?resourceKey=arn%3Aaws%3Ards%3Aeu-west-1%3A111122223333%3Adb%3Aorders%26limit%3D1&limit=25',
    );
  });

  it('passes the signal on', async () => {
    const signal = AbortSignal.abort();
    const client = new BackupsClient(async (_path, init) => {
      init?.signal?.throwIfAborted();
      return new Response();
    });
    await expect(
      client.getOverview('component:default/orders', { signal }),
    ).rejects.toThrow(/abort/i);
  });

  it('refuses an answer that breaks the contract, naming the path and the key', async () => {
    const { client } = clientThatGets({ ...overview, verdict: 'green' });
    await expect(
      client.getOverview('component:default/orders'),
    ).rejects.toThrow(
      /answer of \/entities\/component\/default\/orders breaks its contract[^]*verdict/,
    );
  });

  it('turns a refusal into a ResponseError', async () => {
    const { client } = clientThatGets(
      {
        error: { name: 'NotAllowedError', message: 'no' },
        response: { statusCode: 403 },
      },
      { status: 403, statusText: 'Forbidden' },
    );
    const refused = client.getOverview('component:default/orders');
    await expect(refused).rejects.toBeInstanceOf(ResponseError);
    await expect(refused).rejects.toMatchObject({
      statusCode: 403,
      cause: { name: 'NotAllowedError', message: 'no' },
    });
  });
});
