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
  incidentsReadPermission,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  DeliveryCounts,
  DeliveryWorker,
  EntityAuthorizer,
  FreshnessReader,
  ReceiverLog,
  ReceiverStore,
  ReceiverWatch,
  SourceRegistry,
  StatusEvaluator,
  WebhookInbox,
  WebhookMetrics,
  WebhooksService,
  createCollectionStore,
  createEntityIndexLoader,
  createStatusPublisher,
  createWebhookRouter,
  entityRefsOfKind,
  incidentSourcesExtensionPoint,
  registerCollection,
  createBindingsRouter,
  startEntityLife,
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
import { EntityIncidents } from './database/EntityIncidents';
import { AlertBindings } from './database/AlertBindings';
import { createRouter } from './router';
import { AuthorizedIncidentsService } from './service/AuthorizedIncidentsService';
import { DefaultIncidentsService } from './service/DefaultIncidentsService';
import { OwnerNotifier } from './service/OwnerNotifier';
import { TimelineBuilder } from './service/TimelineBuilder';
import { deploymentChanges } from './service/deploymentChanges';
import { evaluateStatus } from './service/evaluateStatus';
import { AlertDeliveries } from './webhook/AlertDeliveries';
import { createReceivers } from './webhook/createReceivers';
import { SENDERS } from './webhook/senders';

const WEBHOOK_PATH = '/webhooks';

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
          sources.find(({ id }) => id === SENDERS.alertmanager.sourceId),
        );
        const collection = await createCollectionStore(deps.database);
        const clock = collection.clock.now;
        const knex = await openDatabase(deps.database);
        const alerts = new AlertStore(knex);
        const alertReader = new AlertReader(knex);
        const incidents = new IncidentStore(knex);
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
        const receivers = createReceivers(config.receivers, logger);
        const inbox = new WebhookInbox(knex);
        const counts = new DeliveryCounts(knex);
        const receiverStore = new ReceiverStore(knex);
        const metrics = new WebhookMetrics(deps.metrics);
        metrics.observe(counts, receiverStore, clock);
        const deliveries = new AlertDeliveries({
          deadLetters: collection.deadLetters,
          processor,
          loadIndex,
          logger,
        });
        const worker = new DeliveryWorker({
          inbox,
          receivers,
          open: () => deliveries.open(),
          logger,
          metrics,
          clock,
        });
        const service = new DefaultIncidentsService({
          alerts: alertReader,
          reader: new IncidentReader(knex),
          incidents,
          statuses,
          freshness,
          timeline: new TimelineBuilder([deploymentChanges(deps)]),
          targets: config.targets,
          clock,
        });

        // Senders have no Backstage token: the receiver checks their proof.
        for (const sender of new Set(receivers.map(each => each.sender))) {
          httpRouter.addAuthPolicy({
            path: `${WEBHOOK_PATH}/${sender}`,
            allow: 'unauthenticated',
          });
        }
        httpRouter.use(
          createWebhookRouter({
            path: WEBHOOK_PATH,
            receivers,
            inbox,
            log: new ReceiverLog({ receivers: receiverStore, metrics, logger }),
            onDelivery: () => worker.kick(),
            clock,
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

        deps.httpRouter.use(
          createBindingsRouter({
            ...deps,
            capability: 'incidents',
            loadIndex,
            reader: new AlertBindings(knex),
            preferredKind: 'Component',
            permission: incidentsReadPermission,
          }),
        );
        const sourcesService = await registerCollection({
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
            clock,
          }),
          store: collection,
          webhooks: new WebhooksService({
            pluginId: 'incidents',
            receivers,
            store: receiverStore,
            counts,
            quarantine: collection.quarantine,
            processDue: () => worker.processDue(),
            clock,
          }),
        });
        await worker.schedule(scheduler);
        await new ReceiverWatch({
          receivers,
          store: receiverStore,
          readNow: (...scope) => sourcesService.runNow(...scope),
          logger,
          clock,
        }).start(scheduler);
        await new OwnerNotifier({
          ...deps,
          incidents,
          loadIndex,
          clock,
        }).schedule(scheduler);
        await new StatusEvaluator({
          capability: 'incidents',
          store: statuses,
          publisher: createStatusPublisher(deps),
          population: async () =>
            entityRefsOfKind(await loadIndex(), ['component']),
          evaluate: (entityRef, now) =>
            evaluateStatus(entityRef, now, { service, loadIndex }),
          logger,
          clock,
        }).schedule(scheduler);
        await startEntityLife({
          ...deps,
          capability: 'incidents',
          collection,
          loadIndex,
          rows: [new EntityIncidents(knex)],
        });
        await scheduleRetention({ alerts, incidents, inbox, scheduler });
      },
    });
  },
});
