import {
  ReadContext,
  Source,
  SourcePage,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  json,
  runSourceContract,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import { z } from 'zod/v4';
import { INSTANCE, request, sourceAt } from './__testUtils__/source';

const TOKEN = 'prometheus-secret-token';
const SLICE = 300_000;
const NOW = new Date('2026-11-20T12:00:00.000Z');

const recordSchema = z.object({
  slo: z.string(),
  start: z.number(),
  value: z.number(),
});

/** The SLI source as a collector sees it: two stretches, a page each. */
function asSource(endpoint: string): Source<z.infer<typeof recordSchema>> {
  const source = sourceAt(endpoint, { token: TOKEN });
  return {
    ...source,
    id: source.id,
    title: source.title,
    provider: source.provider,
    cadence: source.cadence,
    timeout: source.timeout,
    requiredPermissions: source.requiredPermissions,
    policies: source.policies,
    reading: 'incremental',
    recordSchema,
    scopes: () => source.instances(),
    async *read(_scope, context: ReadContext) {
      const { batches } = source.plan(
        [request('a', 'total', 'requests_total{service="a"}')],
        300,
      );
      const end = context.now.getTime();
      for (const from of [end - 2 * SLICE, end - SLICE]) {
        const [batch] = batches;
        const interval = { from, to: from + SLICE };
        const answer = await source.query(INSTANCE, batch, interval, context);
        const page: SourcePage<z.infer<typeof recordSchema>> = {
          records: answer.flatMap(({ member, values }) =>
            [...values].map(([start, value]) => ({
              slo: member.sloId,
              start,
              value,
            })),
          ),
        };
        yield page;
      }
    },
  };
}

function matrix(...values: [number, string][]) {
  return json(200, {
    status: 'success',
    data: {
      resultType: 'matrix',
      result: values.length > 0 ? [{ metric: {}, values }] : [],
    },
  });
}

const seconds = NOW.getTime() / 1000;

runSourceContract({
  name: 'PrometheusSliSource',
  createSource: asSource,
  now: NOW,
  respond: {
    pages: (asked, response) => {
      const end = Number(new URLSearchParams(asked.body).get('end'));
      return matrix([end, '10'])(asked, response);
    },
    empty: matrix(),
    interrupted: (asked, response) => {
      const end = Number(new URLSearchParams(asked.body).get('end'));
      return end < seconds
        ? matrix([end, '10'])(asked, response)
        : json(503, { status: 'error', errorType: 'x', error: 'y' })(
            asked,
            response,
          );
    },
  },
  expected: { records: 2, keptWhenInterrupted: 1 },
  secrets: [TOKEN],
  keyOf: ({ slo, start }) => `${slo} ${start}`,
});
