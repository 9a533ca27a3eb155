import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AlertRecord,
  incidentsPermissions,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  EntityAuthorizer,
  FreshnessReader,
  SourceRegistry,
  StatusEvaluator,
  WebhookInbox,
  createCollectionStore,
  createEntityIndexLoader,
  createStatusPublisher,
  createWebhookRouter,
  entityRefsOfKind,
  incidentSourcesExtensionPoint,
  registerCollection,
} from '@opsdeck/backstage-plugin-operations-node';
import { AlertProcessor } from './collection/AlertProcessor';
import { AlertSink } from './collection/AlertSink';
import { scheduleRetention } from './collection/scheduleRetention';
import {
  checkReceivers,
  readIncidentsConfig,
} from './config/readIncidentsConfig';
import { AlertReader } from './database/AlertReader';
import { AlertStore } from './database/AlertStore';
import { IncidentReader } from './database/IncidentReader';
import { IncidentStore } from './database/IncidentStore';
import { openDatabase } from './database/openDatabase';
import { createRouter } from './router';
import { AuthorizedIncidentsService } from './service/AuthorizedIncidentsService';
import { DefaultIncidentsService } from './service/DefaultIncidentsService';
import { OwnerNotifier } from './service/OwnerNotifier';
import { TimelineBuilder } from './service/TimelineBuilder';
import { deploymentChanges } from './service/deploymentChanges';
import { evaluateStatus } from './service/evaluateStatus';
import { InboxWorker, WEBHOOK_SOURCE_ID } from './webhook/InboxWorker';

const WEBHOOK_PATH = '/webhooks/alertmanager';

/**
 * What is broken, and which clock is running.
 *
 * @public
 */
export const incidentsPlugin = createBackendPlugin({
  pluginId: 'incidents',
  register(env) {
    const registry = new SourceRegistry<AlertRecord>();
    env.registerExtensionPoint(incidentSourcesExtensionPoint, registry);

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { httpRouter, logger, scheduler } = deps;
        deps.permissionsRegistry.addPermissions(incidentsPermissions);

        const config = readIncidentsConfig(deps.config);
        const sources = registry.list();
        await checkReceivers(
          config.receivers,
          sources.find(({ id }) => id === WEBHOOK_SOURCE_ID),
        );
        const collection = await createCollectionStore(deps.database);
        const knex = await openDatabase(deps.database);
        const alerts = new AlertStore(knex);
        const alertReader = new AlertReader(knex);
        const incidents = new IncidentStore(knex);
        const inbox = new WebhookInbox(knex);
        const { statuses } = collection;
        const freshness = new FreshnessReader(collection, sources);
        const loadIndex = createEntityIndexLoader(deps);
        const processor = new AlertProcessor({
          alerts,
          reader: alertReader,
          incidents,
          statuses,
          openOn: config.openOn,
        });
        const worker = new InboxWorker({
          inbox,
          deadLetters: collection.deadLetters,
          incidents,
          processor,
          loadIndex,
          logger,
        });
        const service = new DefaultIncidentsService({
          alerts: alertReader,
          reader: new IncidentReader(knex),
          incidents,
          statuses,
          freshness,
          timeline: new TimelineBuilder([deploymentChanges(deps)]),
          targets: config.targets,
        });

        // Alertmanager has no Backstage token: the receiver checks its own.
        httpRouter.addAuthPolicy({
          path: WEBHOOK_PATH,
          allow: 'unauthenticated',
        });
        httpRouter.use(
          createWebhookRouter({
            path: WEBHOOK_PATH,
            receivers: config.receivers.map(({ id, token }) => ({
              id,
              tokens: [token],
            })),
            inbox,
            onDelivery: () => worker.kick(),
          }),
        );
        httpRouter.use(
          createRouter({
            ...deps,
            service: new AuthorizedIncidentsService({
              service,
              authorizer: new EntityAuthorizer(deps),
              auth: deps.auth,
            }),
          }),
        );

        await registerCollection({
          ...deps,
          capability: 'incidents',
          sources,
          sink: new AlertSink({
            alerts,
            incidents,
            processor,
            statuses,
            freshness,
            loadIndex,
          }),
          store: collection,
        });
        await worker.schedule(scheduler);
        await new OwnerNotifier({ ...deps, incidents, loadIndex }).schedule(
          scheduler,
        );
        await new StatusEvaluator({
          capability: 'incidents',
          store: statuses,
          publisher: createStatusPublisher(deps),
          population: async () =>
            entityRefsOfKind(await loadIndex(), ['component']),
          evaluate: (entityRef, now) =>
            evaluateStatus(entityRef, now, { service, loadIndex }),
          logger,
        }).schedule(scheduler);
        await scheduleRetention({ alerts, incidents, inbox, scheduler });
      },
    });
  },
});
