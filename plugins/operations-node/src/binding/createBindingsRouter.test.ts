import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CATALOG_ENTITY_RESOURCE } from '@opsdeck/backstage-plugin-operations-common';
import express from 'express';
import request from 'supertest';
import { StoredBinding, createBindingsRouter } from './createBindingsRouter';
import { buildEntityIndex } from './EntityIndex';

const ID = 'example.com/id';
const user = mockCredentials.user.header();

const entity = (name: string, id: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations: { [ID]: id } },
});

const stored = (
  key: string,
  id: string,
  entityRef: string | null,
): StoredBinding => ({
  sourceId: 'fake',
  scopeId: 'scope',
  key,
  title: key,
  entityRef,
  note: 'as noted',
  record: { bindings: [{ annotation: ID, value: id }] },
});

describe('createBindingsRouter', () => {
  const entities = [
    entity('shop', 'shop'),
    entity('a', 'twin'),
    entity('b', 'twin'),
  ];
  const listBindings = jest.fn();
  const authorize = jest.fn();
  let app: express.Express;

  beforeEach(() => {
    jest.clearAllMocks();
    authorize.mockImplementation(async (requests: unknown[]) =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
    listBindings.mockResolvedValue([]);
    app = express()
      .use(
        createBindingsRouter({
          capability: 'backups',
          reader: { listBindings },
          loadIndex: async () => buildEntityIndex(entities),
          preferredKind: 'Component',
          permission: createPermission({
            name: 'opsdeck.backups.read',
            attributes: { action: 'read' },
            resourceType: CATALOG_ENTITY_RESOURCE,
          }),
          catalog: catalogServiceMock({ entities }),
          httpAuth: mockServices.httpAuth({
            defaultCredentials: mockCredentials.none(),
          }),
          permissions: mockServices.permissions.mock({ authorize }),
        }),
      )
      .use(mockErrorHandler());
  });

  const get = (path: string) =>
    request(app).get(path).set('Authorization', user);

  it('says what is bound, through what, and what is not, and why', async () => {
    listBindings.mockResolvedValue([
      stored('one', 'shop', 'component:default/shop'),
      stored('two', 'twin', null),
      { ...stored('three', 'x', null), record: null },
    ]);
    const { body } = await get(
      '/sources/fake/bindings?scopeId=scope&state=unbound',
    ).expect(200);
    expect(listBindings).toHaveBeenCalledWith(
      { sourceId: 'fake', scopeId: 'scope', state: 'unbound' },
      { after: undefined, limit: 51 },
    );
    expect(body.bindings[0]).toEqual({
      sourceId: 'fake',
      scopeId: 'scope',
      key: 'one',
      title: 'one',
      entityRef: 'component:default/shop',
      note: 'as noted',
      now: {
        entityRef: 'component:default/shop',
        via: { type: 'annotation', name: ID, value: 'shop' },
        reason: null,
        candidates: [],
      },
    });
    expect(body.bindings[1].now).toMatchObject({
      entityRef: null,
      via: null,
      candidates: ['component:default/a', 'component:default/b'],
    });
    expect(body.bindings[2].now).toBeNull();
    expect(body.nextCursor).toBeNull();
  });

  it('goes on from a cursor, and takes no other', async () => {
    listBindings.mockResolvedValue([
      stored('one', 'shop', null),
      stored('two', 'shop', null),
    ]);
    const { body } = await get('/sources/fake/bindings?limit=1').expect(200);
    expect(body.bindings).toHaveLength(1);
    await get(`/sources/fake/bindings?cursor=${body.nextCursor}`).expect(200);
    expect(listBindings).toHaveBeenLastCalledWith(expect.anything(), {
      after: { sourceId: 'fake', key: 'one' },
      limit: 51,
    });
    await get('/sources/fake/bindings?cursor=x').expect(400);
    await get('/sources/fake/bindings?limit=201').expect(400);
    await get('/sources/fake/bindings?state=odd').expect(400);
    await get('/sources/fake/bindings?scopeId=').expect(400);
    await get(`/sources/fake/bindings?scopeId=${'x'.repeat(256)}`).expect(400);
    await get('/bindings').expect(400);
    await get('/bindings?entityRef=no-kind').expect(400);
    await get('/sources/a%00b/bindings').expect(400);
    const odd = Buffer.from('["a\\u0000","b"]').toString('base64url');
    await get(`/sources/fake/bindings?cursor=${odd}`).expect(400);
  });

  it('tells who may see an entity nothing of its rivals', async () => {
    listBindings.mockResolvedValue([
      stored('two', 'twin', 'component:default/shop'),
    ]);
    const { body } = await get(
      '/bindings?entityRef=Component:default/Shop',
    ).expect(200);
    expect(listBindings).toHaveBeenCalledWith(
      { entityRef: 'component:default/shop' },
      expect.anything(),
    );
    expect(JSON.stringify(body)).not.toContain('component:default/a');
    expect(body.bindings[0].now.candidates).toEqual([]);
  });

  it.each([
    '/bindings?entityRef=component:default/shop',
    '/sources/x/bindings',
  ])('%s is closed to who may not and to who is not signed in', async path => {
    await request(app).get(path).expect(401);
    authorize.mockImplementation(async (requests: unknown[]) =>
      requests.map(() => ({ result: AuthorizeResult.DENY })),
    );
    await get(path).expect(403);
    expect(listBindings).not.toHaveBeenCalled();
  });

  it('does not know an entity that is not in the catalog', async () => {
    await get('/bindings?entityRef=component:default/none').expect(404);
    expect(listBindings).not.toHaveBeenCalled();
  });
});
