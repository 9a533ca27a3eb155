import { ResponseError } from '@backstage/errors';
import { z } from 'zod/v4';
import { SlosClient } from './SlosClient';
import {
  SlosOverview,
  seriesQuerySchema,
  sloDefinitionViewSchema,
  sloSeriesSchema,
  slosOverviewSchema,
} from './contract';

const AT = '2026-11-20T12:00:00.000Z';
const overview: SlosOverview = {
  entityRef: 'component:default/orders',
  evaluatedAt: AT,
  headline: 'No service level objective is declared',
  verdict: null,
  slos: [],
  problems: [],
  sources: [],
};
const series = { id: 'a', from: AT, to: AT, stepSeconds: 300, points: [] };

function clientThatGets(body: unknown, init?: ResponseInit) {
  const asked: string[] = [];
  const client = new SlosClient(async (path, request) => {
    asked.push(`${request?.method} ${path}`);
    return new Response(JSON.stringify(body), {
      headers: { 'Content-Type': 'application/json' },
      ...init,
    });
  });
  return { client, asked };
}

describe('SlosClient', () => {
  it('asks for the overview of an entity', async () => {
    const { client, asked } = clientThatGets(overview);
    await expect(
      client.getOverview('component:default/orders'),
    ).resolves.toEqual(overview);
    expect(asked).toEqual(['GET /entities/component/default/orders']);
  });

  it('asks for the series of an objective, everything escaped', async () => {
    const { client, asked } = clientThatGets(series);
    await expect(
      client.getSeries('component:default/orders', 'a/b', { window: 'P1D' }),
    ).resolves.toEqual(series);
    expect(asked).toEqual([
      'GET /entities/component/default/orders/slos/a%2Fb/series?window=P1D',
    ]);
  });

  it('asks for the definition of an objective', async () => {
    const definition = {
      id: 'a',
      place: { file: 'slos.yaml', line: 1, url: null },
      text: 'kind: SLO',
    };
    const { client, asked } = clientThatGets(definition);
    await expect(
      client.getDefinition('component:default/orders', 'a'),
    ).resolves.toEqual(definition);
    expect(asked).toEqual([
      'GET /entities/component/default/orders/slos/a/definition',
    ]);
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
      { error: { name: 'NotAllowedError', message: 'no' } },
      { status: 403 },
    );
    await expect(
      client.getOverview('component:default/orders'),
    ).rejects.toBeInstanceOf(ResponseError);
  });
});

describe('the contract', () => {
  it.each([
    ['overview', slosOverviewSchema],
    ['series', sloSeriesSchema],
    ['definition', sloDefinitionViewSchema],
  ])('%s can be published as JSON schema', (_name, schema) => {
    expect(z.toJSONSchema(schema)).toHaveProperty('properties');
  });

  it.each([{}, { window: 'P1D' }, { window: 'PT90M' }])(
    'reads the query %j',
    query => {
      expect(seriesQuerySchema.parse(query)).toEqual(query);
    },
  );

  it.each([
    { window: '' },
    { window: '1d' },
    { window: '-P1D' },
    { window: 'PT0S' },
    { window: ['P1D', 'P2D'] },
    { window: `P${'1'.repeat(40)}D` },
  ])('refuses the query %j', query => {
    expect(seriesQuerySchema.safeParse(query).success).toBe(false);
  });
});
