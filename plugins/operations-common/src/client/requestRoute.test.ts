import { z } from 'zod/v4';
import { ENTITY_ROUTE, entityParamsAnd } from '../contract';
import { entityParts, requestRoute } from './requestRoute';

const route = {
  method: 'get',
  path: `${ENTITY_ROUTE}/things/:id`,
  params: entityParamsAnd('id', z.string()),
  query: z.object({ limit: z.number().optional() }),
  answer: z.object({ ok: z.literal(true) }),
} as const;

const write = {
  method: 'post',
  path: '/things',
  body: z.object({ name: z.string() }),
  answer: z.object({ ok: z.literal(true) }),
} as const;

describe('requestRoute', () => {
  const fetch = jest.fn(async () => Response.json({ ok: true }));

  it('fills in the path, each part escaped, and adds the query', async () => {
    const { signal } = new AbortController();
    const params = { ...entityParts('Component:shop'), id: 'a/b?c' };
    await expect(
      requestRoute(fetch, route, { params, query: { limit: 5 }, signal }),
    ).resolves.toEqual({ ok: true });
    expect(fetch).toHaveBeenLastCalledWith(
      '/entities/Component/default/shop/things/a%2Fb%3Fc?limit=5',
      { method: 'GET', signal },
    );
  });

  it('sends a body as JSON', async () => {
    await requestRoute(fetch, write, { body: { name: 'x' } });
    expect(fetch).toHaveBeenLastCalledWith('/things', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"name":"x"}',
    });
  });

  it('refuses to ask without a parameter, and an answer that breaks the contract', async () => {
    fetch.mockClear();
    await expect(
      requestRoute(fetch, route, { params: { id: 'x' } as never }),
    ).rejects.toThrow('/things/:id needs "kind"');
    expect(fetch).not.toHaveBeenCalled();
    await expect(
      requestRoute(async () => Response.json({ ok: false }), write, {
        body: { name: 'x' },
      }),
    ).rejects.toThrow('/things breaks its contract');
  });
});
