import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { TestClock } from '../__testUtils__/TestClock';
import { bind, bindingNote } from './bind';
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
  const bindBy = (
    kind: 'Component' | 'Resource',
    ...bindings: { annotation: string; value: string }[]
  ) => bind(index, { bindings }, kind);

  it('finds the claimant, also of one value among several', () => {
    const binding = bindBy('Component', by(SLUG, 'acme/shop-web'));
    expect(binding).toEqual({
      entityRef: 'component:default/shop',
      via: { type: 'annotation', name: SLUG, value: 'acme/shop-web' },
    });
    expect(bindingNote(binding)).toBe(`${SLUG}: acme/shop-web`);
  });

  it('works for annotations that only a provider knows', () => {
    expect(bindBy('Resource', by('example.com/db', 'shop')).entityRef).toBe(
      'resource:default/shop-db',
    );
  });

  it('prefers the kind, however the catalog writes it', () => {
    const key = by('example.com/db', 'both');
    expect(bindBy('Resource', key).entityRef).toBe('resource:default/upper');
    expect(bindBy('Component', key).entityRef).toBe('component:default/lower');
  });

  it('leaves unbound what several claim, and names them', () => {
    expect(bindBy('Component', by(SLUG, 'acme/mono'))).toEqual({
      entityRef: null,
      reason: `several entities carry ${SLUG}: acme/mono (component:default/mono-a, component:default/mono-b)`,
      candidates: ['component:default/mono-a', 'component:default/mono-b'],
    });
  });

  it('does not take an entity that repeats a value for two', () => {
    expect(bindBy('Resource', by('example.com/api', 'x')).entityRef).toBe(
      'api:default/twice',
    );
  });

  it('tries keys in order, and says which it tried', () => {
    const keys = [by(SLUG, 'acme/none'), by('example.com/db', 'shop')];
    expect(bindBy('Resource', ...keys)).toMatchObject({
      via: { name: 'example.com/db', value: 'shop' },
    });
    expect(bindBy('Resource', keys[0])).toMatchObject({
      entityRef: null,
      reason: `no entity carries ${SLUG}: acme/none`,
    });
    expect(bindBy('Resource')).toMatchObject({
      entityRef: null,
      reason: 'the record carries nothing to bind it by',
    });
  });

  it('is exact: neither case nor a part of a value fits', () => {
    for (const value of ['Acme/shop', 'acme/sho', 'acme/shop*', 'acme/.*']) {
      expect(bindBy('Component', by(SLUG, value)).entityRef).toBe(null);
    }
  });

  it.each([
    `it's "quoted"`,
    'two\nlines',
    'x"} or vector(1) #',
    '$(reboot); `id`',
    "' or 1=1 --",
    '%_\\',
    '${tag:x}',
    '__proto__',
    '\u202e\u0000',
  ])('takes %j for a text like any other', value => {
    const hostile = buildEntityIndex([
      entity('Component', 'odd', { 'example.com/id': value }),
      entity('Component', 'plain', { 'example.com/id': 'plain' }),
    ]);
    const bound = (asked: string) =>
      bind(hostile, { bindings: [by('example.com/id', asked)] }, 'Component')
        .entityRef;
    expect(bound(value.trim())).toBe('component:default/odd');
    expect(bound(`${value}x`)).toBe(null);
    expect(bound('plain')).toBe('component:default/plain');
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

  it('walks dependencies, to entities that exist', () => {
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
      config: mockServices.rootConfig(),
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
