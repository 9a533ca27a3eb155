import {
  DeploymentsOverview,
  EnvironmentCell,
} from '@opsdeck/backstage-plugin-deployments-common';
import { Assessment } from '@opsdeck/backstage-plugin-operations-common';
import { buildEntityIndex } from '@opsdeck/backstage-plugin-operations-node';
import {
  DAY,
  ENVIRONMENTS,
  NOW,
  ORDERS,
  ago,
  serviceEntity,
} from '../__testUtils__/records';
import { evaluateStatus } from './evaluateStatus';

function cell(index: number, assessment: Assessment | null): EnvironmentCell {
  const { match: _match, ...environment } = ENVIRONMENTS[index];
  return {
    environment,
    artifact: { version: '1.42.0', digest: null, image: null },
    commit: null,
    since: ago(3 * DAY),
    author: null,
    strategy: null,
    health: 'healthy',
    healthReason: '',
    workloads: [],
    latest: null,
    rollingOut: null,
    drift: null,
    assessment,
    freshness: [],
  };
}

function evaluate(environments: EnvironmentCell[], entityRef = ORDERS) {
  const overview: DeploymentsOverview = {
    entityRef,
    evaluatedAt: NOW.toISOString(),
    headline: '',
    verdict: null,
    environments,
    unmapped: [],
    authors: [],
    sources: [],
  };
  return evaluateStatus(entityRef, {
    service: { getOverview: async () => overview },
    loadIndex: async () => buildEntityIndex([serviceEntity('orders')]),
  });
}

it('says the verdict of production in few words, and when it changes', async () => {
  const nextChangeAt = '2026-11-20T12:10:00.000Z';
  await expect(
    evaluate([
      cell(0, null),
      cell(1, { verdict: 'met', reason: 'fine', nextChangeAt }),
    ]),
  ).resolves.toEqual({
    verdict: 'met',
    headline: '1.42.0 in Production for 3 d',
    nextChangeAt: new Date(nextChangeAt),
  });
});

it('has no verdict where nothing is known', async () => {
  await expect(evaluate([])).resolves.toEqual({
    verdict: null,
    headline: 'no deployment known',
    nextChangeAt: undefined,
  });
});

it('forgets an entity that has left the catalog', async () => {
  await expect(evaluate([], 'component:default/gone')).resolves.toBeUndefined();
});
