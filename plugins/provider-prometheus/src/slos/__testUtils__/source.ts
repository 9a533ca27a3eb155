import { SliQueryContext } from '@opsdeck/backstage-plugin-operations-node';
import { QuerySide } from '@opsdeck/backstage-plugin-slos-common';
import { PrometheusInstance } from '../../config/readPrometheusConfig';
import { PrometheusSliSource } from '../PrometheusSliSource';

export const INSTANCE = { id: 'main', title: 'main', attributes: {} };

/** The source with one instance at an address. */
export function sourceAt(
  baseUrl: string,
  overrides: Partial<PrometheusInstance> = {},
): PrometheusSliSource {
  return new PrometheusSliSource({
    cadence: 'PT1M',
    instances: [{ id: 'main', baseUrl, ...overrides }],
  });
}

/** The context of a call, with the number of requests that were counted. */
export function callContext(now = new Date()): SliQueryContext & {
  calls: number;
} {
  const context = {
    signal: new AbortController().signal,
    now,
    calls: 0,
    countCall() {
      context.calls++;
    },
  };
  return context;
}

/** A request for the increments of a counter. */
export function request(sloId: string, side: QuerySide, query: string) {
  return {
    sloId,
    side,
    counter: true,
    metric: { type: 'Prometheus', spec: { query } },
  };
}
