import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  TestBackend,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  EntityStatus,
  boardPageSchema,
  boardRowSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { createStatusPublisher } from '@opsdeck/backstage-plugin-operations-node';
import {
  bothTestDatabases,
  startTestBackend,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import express from 'express';
import request from 'supertest';
import { component, status } from './__testUtils__/board';
import { operationsPlugin } from './plugin';

const databases = bothTestDatabases();
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe.each(databases.eachSupportedId())(
  'the operations plugin on %s',
  databaseId => {
    const scheduler = mockServices.scheduler();
    const denied = new Set<string>();
    let reported: EntityStatus[] = [];
    let publish: (statuses: EntityStatus[]) => Promise<void>;
    let backend: TestBackend;

    /** A backups tab that reports what the test says. */
    const backups = createBackendPlugin({
      pluginId: 'backups',
      register(env) {
        env.registerInit({
          deps: {
            auth: coreServices.auth,
            discovery: coreServices.discovery,
            httpAuth: coreServices.httpAuth,
            httpRouter: coreServices.httpRouter,
          },
          async init(deps) {
            const publisher = createStatusPublisher(deps);
            publish = statuses => publisher.publish(statuses);
            deps.httpRouter.use(
              express.Router().get('/statuses', async (req, res) => {
                await deps.httpAuth.credentials(req, { allow: ['service'] });
                res.json({ statuses: reported });
              }),
            );
          },
        });
      },
    });

    beforeAll(async () => {
      const knex = await databases.init(databaseId);
      backend = await startTestBackend({
        features: [
          operationsPlugin,
          backups,
          catalogServiceMock.factory({
            entities: [component('shop'), component('api')],
          }),
          mockServices.database.mock({ getClient: async () => knex }).factory,
          mockServices.permissions.mock({
            authorize: async requests =>
              requests.map(({ permission }) => ({
                result: denied.has(permission.name)
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
              })),
          }).factory,
          createServiceFactory({
            service: coreServices.scheduler,
            deps: {},
            factory: () => scheduler,
          }),
        ],
      });
      await scheduler.triggerTask('sync-board-entities');
    });
    afterAll(() => backend.stop());
    beforeEach(() => denied.clear());

    const get = (path: string) => request(backend.server).get(path);

    it('takes a push, answers the board, and repairs it by its sync', async () => {
      await publish([status('shop', { validUntil: inAnHour() })]);
      reported = [
        status('shop', { validUntil: inAnHour() }),
        status('api', { verdict: 'breached', validUntil: inAnHour() }),
      ];
      const first = boardPageSchema.parse(
        (await get('/api/operations/board').expect(200)).body,
      );
      expect(first.counts).toMatchObject({ met: 1, undeclared: 1 });
      await scheduler.triggerTask('sync-board-statuses');
      const second = boardPageSchema.parse(
        (await get('/api/operations/board').expect(200)).body,
      );
      expect(second.counts).toMatchObject({ met: 1, breached: 1 });
      expect(second.rows.map(({ title }) => title)).toEqual(['api', 'shop']);
    });

    it('answers for one entity, however its ref is written', async () => {
      const { body } = await get(
        '/api/operations/board/entity?entityRef=Component:Default/Shop',
      ).expect(200);
      expect(boardRowSchema.parse(body).entityRef).toBe(
        'component:default/shop',
      );
    });

    it('shows no chip of backups to who may not read them', async () => {
      denied.add('opsdeck.backups.read');
      const { body } = await get('/api/operations/board').expect(200);
      expect(body.counts).toMatchObject({ met: 0, breached: 0, undeclared: 2 });
      expect(JSON.stringify(body)).not.toContain('backups');
    });

    it('is closed to who may not see operations, and to who is not signed in', async () => {
      const board = () => get('/api/operations/board');
      denied.add('opsdeck.operations.read');
      expect((await board()).status).toBe(403);
      denied.clear();
      const stranger = mockCredentials.none.header();
      expect((await board().set('Authorization', stranger)).status).toBe(401);
    });
  },
);
