import { Entity } from '@backstage/catalog-model';
import {
  Assessment,
  observedByNone,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  BackupsOverview,
  ResourceBackup,
} from '@opsdeck/backstage-plugin-backups-common';
import { buildEntityIndex } from '@opsdeck/backstage-plugin-operations-node';
import { NOW, databaseEntity, serviceEntity } from '../__testUtils__/records';
import { evaluateStatus } from './evaluateStatus';
import { toDeclaredResource } from './resourceBackup';

const rpo = { 'opsdeck.io/rpo': 'PT5M' };

function row(name: string, assessment: Assessment | null): ResourceBackup {
  const declared = toDeclaredResource(databaseEntity(name, rpo), NOW);
  if (!declared) throw new Error('expected a row');
  return { ...declared, assessment };
}

function serviceThatAnswers(resources: ResourceBackup[]) {
  const asked: string[][] = [];
  return {
    asked,
    async getOverview(entities: readonly Entity[]): Promise<BackupsOverview> {
      asked.push(entities.map(({ metadata }) => metadata.name));
      return {
        entityRef: 'component:default/shop',
        evaluatedAt: NOW.toISOString(),
        headline: '',
        verdict: null,
        resources,
        sources: [],
      };
    },
  };
}

describe('evaluateStatus', () => {
  const orders = databaseEntity('orders', rpo);
  const shop = serviceEntity('shop', [orders]);
  const peer = serviceEntity('peer', []);
  shop.relations?.push({
    type: 'dependsOn',
    targetRef: 'component:default/peer',
  });
  const loadIndex = async () => buildEntityIndex([orders, shop, peer]);

  it('rolls up to the worst verdict and the next change', async () => {
    const service = serviceThatAnswers([
      row('orders', {
        verdict: 'breached',
        reason: 'too old',
        observed: '47 min',
        threshold: '5 min',
        nextChangeAt: '2026-11-20T12:30:00.000Z',
        observedBy: observedByNone('of the worst'),
      }),
      row('media', {
        verdict: 'met',
        reason: 'fine',
        nextChangeAt: '2026-11-20T12:10:00.000Z',
        observedBy: observedByNone('of the other'),
      }),
    ]);
    await expect(
      evaluateStatus('component:default/shop', { service, loadIndex }),
    ).resolves.toEqual({
      verdict: 'breached',
      headline: 'orders: would lose 47 min (allowed 5 min)',
      nextChangeAt: new Date('2026-11-20T12:10:00.000Z'),
      observedBy: observedByNone('of the worst'),
    });
  });

  it('speaks of the entity and its resources, as the tab does, not of other components', async () => {
    const service = serviceThatAnswers([]);
    await evaluateStatus('component:default/shop', { service, loadIndex });
    await evaluateStatus('resource:default/orders', { service, loadIndex });
    expect(service.asked).toEqual([['shop', 'orders'], ['orders']]);
  });

  it('has no verdict where nothing is declared', async () => {
    const service = serviceThatAnswers([row('orders', null)]);
    await expect(
      evaluateStatus('component:default/shop', { service, loadIndex }),
    ).resolves.toEqual({
      verdict: null,
      headline: 'no objective declared',
      nextChangeAt: undefined,
    });
  });

  it('forgets an entity that has left the catalog', async () => {
    const service = serviceThatAnswers([]);
    await expect(
      evaluateStatus('component:default/gone', { service, loadIndex }),
    ).resolves.toBeUndefined();
    expect(service.asked).toEqual([]);
  });
});
