import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { TestClock } from '../__testUtils__/TestClock';
import { bind } from './bind';
import {
  buildEntityIndex,
  createEntityIndexLoader,
  entityRefsOfKind,
} from './EntityIndex';

const SLUG = 'github.com/project-slug';

function entity(
  kind: string,
  name: string,
  annotations: Record<string, string> = {},
  relations: Entity['relations'] = [],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', annotations },
    relations,
  };
}

describe('bind', () => {
  const index = buildEntityIndex([
    entity('Component', 'shop', { [SLUG]: 'acme/shop, acme/shop-web' }),
    entity('Component', 'mono-a', { [SLUG]: 'acme/mono' }),
    entity('Component', 'mono-b', { [SLUG]: 'acme/mono' }),
    entity('Resource', 'shop-db', { 'example.com/db': 'shop' }),
    entity('component', 'lower', { 'example.com/db': 'both' }),
    entity('Resource', 'upper', { 'example.com/db': 'both' }),
    entity('API', 'twice', { 'example.com/api': 'x,x, x ,' }),
  ]);
  const by = (annotation: string, value: string) => ({ annotation, value });

  it('finds the claimant, also of one value among several', () => {
    expect(bind(index, [by(SLUG, 'acme/shop-web')], 'Component')).toEqual({
      entityRef: 'component:default/shop',
      via: by(SLUG, 'acme/shop-web'),
    });
  });

  it('works for annotations that only a provider knows', () => {
    expect(
      bind(index, [by('example.com/db', 'shop')], 'Resource').entityRef,
    ).toBe('resource:default/shop-db');
  });

  it('prefers the kind, however the catalog writes it', () => {
    const key = by('example.com/db', 'both');
    expect(bind(index, [key], 'Resource').entityRef).toBe(
      'resource:default/upper',
    );
    expect(bind(index, [key], 'Component').entityRef).toBe(
      'component:default/lower',
    );
  });

  it('leaves unbound what several claim, and names them', () => {
    expect(bind(index, [by(SLUG, 'acme/mono')], 'Component')).toEqual({
      entityRef: null,
      reason: `several entities carry ${SLUG}: acme/mono (component:default/mono-a, component:default/mono-b)`,
    });
  });

  it('does not take an entity that repeats a value for two', () => {
    expect(
      bind(index, [by('example.com/api', 'x')], 'Resource').entityRef,
    ).toBe('api:default/twice');
  });

  it('tries keys in order, and says which it tried', () => {
    const keys = [by(SLUG, 'acme/none'), by('example.com/db', 'shop')];
    expect(bind(index, keys, 'Resource')).toMatchObject({ via: keys[1] });
    expect(bind(index, keys.slice(0, 1), 'Resource')).toEqual({
      entityRef: null,
      reason: `no entity carries ${SLUG}: acme/none`,
    });
    expect(bind(index, [], 'Resource')).toEqual({
      entityRef: null,
      reason: 'the record carries nothing to bind it by',
    });
  });

  it('is exact: neither case nor a part of a value fits', () => {
    expect(bind(index, [by(SLUG, 'Acme/shop')], 'Component').entityRef).toBe(
      null,
    );
    expect(bind(index, [by(SLUG, 'acme/sho')], 'Component').entityRef).toBe(
      null,
    );
  });
});

describe('EntityIndex', () => {
  const relation = (type: string, targetRef: string) => ({ type, targetRef });
  const index = buildEntityIndex([
    entity('Component', 'shop', {}, [
      relation('dependsOn', 'resource:default/db'),
      relation('dependsOn', 'resource:default/deleted'),
      relation('ownedBy', 'group:default/team'),
    ]),
    entity('Resource', 'db', {}, [
      relation('dependencyOf', 'component:default/shop'),
    ]),
  ]);

  it('walks dependencies one step, to entities that exist', () => {
    expect(
      index
        .withDependencies('component:default/shop')
        .map(({ metadata }) => metadata.name),
    ).toEqual(['shop', 'db']);
    expect(index.withDependencies('component:default/none')).toEqual([]);
  });

  it('walks back to those whose status is touched', () => {
    expect(index.withDependents('resource:default/db')).toEqual([
      'resource:default/db',
      'component:default/shop',
    ]);
  });

  it('lists refs by kind', () => {
    expect(entityRefsOfKind(index, ['resource'])).toEqual([
      'resource:default/db',
    ]);
  });
});

describe('createEntityIndexLoader', () => {
  const clock = new TestClock();
  const load = (entities: Entity[]) => {
    const catalog = catalogServiceMock({ entities });
    const stream = jest.spyOn(catalog, 'streamEntities');
    const loader = createEntityIndexLoader({
      catalog,
      auth: mockServices.auth(),
      clock: clock.read,
    });
    return { loader, stream };
  };

  it('reads the catalog once in half a minute, for all callers at once', async () => {
    const { loader, stream } = load([entity('Component', 'shop')]);
    const [first, second] = await Promise.all([loader(), loader()]);
    expect(first).toBe(second);
    expect(first.entities.has('component:default/shop')).toBe(true);
    clock.advance({ seconds: 30 });
    await loader();
    expect(stream).toHaveBeenCalledTimes(1);
    clock.advance({ seconds: 1 });
    await loader();
    expect(stream).toHaveBeenCalledTimes(2);
  });

  it('does not remember a failure', async () => {
    const { loader, stream } = load([]);
    stream.mockImplementationOnce(() => {
      throw new Error('catalog down');
    });
    await expect(loader()).rejects.toThrow('catalog down');
    await expect(loader()).resolves.toBeDefined();
  });
});
