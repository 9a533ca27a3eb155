import { Entity } from '@backstage/catalog-model';
import { EnvironmentDefinition } from '@opsdeck/backstage-plugin-operations-common';
import { BindableRecord, bind } from './bind';
import { buildEntityIndex } from './EntityIndex';

const ID = 'backstage.io/kubernetes-id';
const SELECTOR = 'backstage.io/kubernetes-label-selector';
const NAMESPACE = 'backstage.io/kubernetes-namespace';
const TAGS = 'aws.amazon.com/amazon-rds-tags';

const environments: EnvironmentDefinition[] = [
  environment('staging', 'nonprod', 1),
  environment('production', 'prod', 2),
];

function environment(id: string, cluster: string, order: number) {
  return {
    id,
    title: id,
    tier: 'staging' as const,
    order,
    match: [{ cluster }],
  };
}

function component(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

const workload = (
  cluster: string,
  id: string | null,
  labels: Record<string, string> = {},
  namespace = 'shop',
): BindableRecord => ({
  bindings: id ? [{ annotation: ID, value: id }] : [],
  environmentFacts: { cluster, namespace },
  bindingFacts: { provider: 'kubernetes', kind: 'Deployment', labels },
});

const bindTo = (entities: Entity[], record: BindableRecord) =>
  bind(buildEntityIndex(entities, { environments }), record, 'Component');

describe('several environments in one annotation', () => {
  const shop = component('shop', { [ID]: 'shop', [`${ID}.staging`]: 'shop-s' });

  it('the suffixed one takes the place of the plain one there, and only there', () => {
    expect(bindTo([shop], workload('prod', 'shop'))).toMatchObject({
      entityRef: 'component:default/shop',
      via: { name: ID, value: 'shop' },
    });
    expect(bindTo([shop], workload('nonprod', 'shop-s'))).toMatchObject({
      entityRef: 'component:default/shop',
      via: { name: `${ID}.staging`, value: 'shop-s' },
    });
    expect(bindTo([shop], workload('prod', 'shop-s'))).toMatchObject({
      entityRef: null,
      reason: expect.stringContaining('does not claim it in production'),
    });
    expect(bindTo([shop], workload('nonprod', 'shop'))).toMatchObject({
      entityRef: null,
    });
  });

  it('lets two entities share a value in different environments', () => {
    const one = component('one', { [`${ID}.staging`]: 'x' });
    const two = component('two', { [`${ID}.production`]: 'x, y' });
    expect(bindTo([one, two], workload('nonprod', 'x')).entityRef).toBe(
      'component:default/one',
    );
    expect(bindTo([one, two], workload('prod', 'y')).entityRef).toBe(
      'component:default/two',
    );
  });

  it('does not guess where no rule maps the place', () => {
    const one = component('one', { [`${ID}.staging`]: 'x' });
    expect(bindTo([one], workload('qa', 'x'))).toMatchObject({
      entityRef: null,
      reason: expect.stringContaining('where no environment is known'),
    });
    expect(bindTo([shop], workload('qa', 'shop')).entityRef).toBe(
      'component:default/shop',
    );
  });

  it('is not fooled by a suffix that is no environment', () => {
    const odd = component('odd', { [`${ID}.qa`]: 'x' });
    expect(bindTo([odd], workload('prod', 'x'))).toMatchObject({
      reason: `no entity carries ${ID}: x`,
    });
  });
});

describe('a namespace beside the annotation', () => {
  const shop = component('shop', {
    [ID]: 'shop',
    [NAMESPACE]: 'shop, shop-canary',
    [`${NAMESPACE}.staging`]: 'shop-staging',
  });
  it.each([
    ['prod', 'shop', true],
    ['prod', 'shop-canary', true],
    ['prod', 'shop-staging', false],
    ['nonprod', 'shop-staging', true],
    ['nonprod', 'shop', false],
  ])('in %s %s: %s', (cluster, namespace, claimed) => {
    const { entityRef } = bindTo(
      [shop],
      workload(cluster, 'shop', {}, namespace),
    );
    expect(entityRef !== null).toBe(claimed);
  });

  it('settles what two claim', () => {
    const a = component('a', { [ID]: 'x', [NAMESPACE]: 'a' });
    const b = component('b', { [ID]: 'x', [NAMESPACE]: 'b' });
    expect(bindTo([a, b], workload('prod', 'x', {}, 'b')).entityRef).toBe(
      'component:default/b',
    );
  });
});

describe('selectors', () => {
  const orders = component('orders', { [SELECTOR]: 'app=orders,!canary' });
  const billing = component('billing', {
    [SELECTOR]: 'app in (billing, invoices), tier notin (test)',
  });
  const any = component('any', { [SELECTOR]: '!app' });
  const exists = component('exists', { [SELECTOR]: 'legacy' });
  const all = [orders, billing, any, exists];

  it.each([
    [{ app: 'orders' }, 'component:default/orders'],
    [{ app: 'orders', canary: 'yes' }, null],
    [{ app: 'invoices' }, 'component:default/billing'],
    [{ app: 'invoices', tier: 'test' }, null],
    [{ other: 'x' }, 'component:default/any'],
    [{ app: 'x', legacy: '' }, 'component:default/exists'],
  ])('%j is of %s', (labels, entityRef) => {
    expect(bindTo(all, workload('prod', null, labels)).entityRef).toBe(
      entityRef,
    );
  });

  it('come after an exact annotation', () => {
    const exact = component('exact', { [ID]: 'x' });
    expect(
      bindTo([...all, exact], workload('prod', 'x', { app: 'orders' })),
    ).toMatchObject({ entityRef: 'component:default/exact' });
  });

  it('leave unbound what several select', () => {
    const twin = component('twin', { [SELECTOR]: 'app=orders' });
    expect(
      bindTo([orders, twin], workload('prod', null, { app: 'orders' })),
    ).toEqual({
      entityRef: null,
      reason: `several entities select it by ${SELECTOR} (component:default/orders, component:default/twin)`,
      candidates: ['component:default/orders', 'component:default/twin'],
    });
  });

  it('name what cannot be read, and claim nothing by it', () => {
    const broken = component('broken', { [SELECTOR]: 'app="x"}' });
    const index = buildEntityIndex([broken, orders], { environments });
    expect(index.problems).toEqual([
      {
        entityRef: 'component:default/broken',
        annotation: SELECTOR,
        message: expect.stringContaining('cannot be read'),
      },
    ]);
    expect(
      bind(index, workload('prod', null, { app: 'orders' }), 'Component')
        .entityRef,
    ).toBe('component:default/orders');
  });

  it('are about records of their provider and kind only', () => {
    const db = component('db', { [TAGS]: 'service=orders,stage=live' });
    const labels = { service: 'orders', stage: 'live', more: '' };
    const of = (provider: string, kind: string) =>
      bindTo([db], {
        bindings: [],
        bindingFacts: { provider, kind, labels },
      }).entityRef;
    expect(of('aws', 'rds-instance')).toBe('component:default/db');
    expect(of('aws', 'ecs-service')).toBe(null);
    expect(of('kubernetes', 'Deployment')).toBe(null);
  });
});
