import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  BackupRecord,
  backupsPermissions,
  backupsReadPermission,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  EntityAuthorizer,
  FreshnessReader,
  SourceRegistry,
  backupSourcesExtensionPoint,
  createCollectionStore,
  createEntityIndexLoader,
  createStatusPublisher,
  readEnvironments,
  StatusEvaluator,
  entityRefsOfKind,
  registerCollection,
  createBindingsRouter,
  startEntityLife,
} from '@opsdeck/backstage-plugin-operations-node';
import { BackupSink } from './collection/BackupSink';
import { scheduleRetention } from './collection/scheduleRetention';
import { BackupStore } from './database/BackupStore';
import { BackupRows } from './database/BackupRows';
import { BackupBindings } from './database/BackupBindings';
import { createRouter } from './router';
import { AuthorizedBackupsService } from './service/AuthorizedBackupsService';
import { DefaultBackupsService } from './service/DefaultBackupsService';
import { evaluateStatus } from './service/evaluateStatus';

/**
 * How much would be lost now, by evidence.
 *
 * @public
 */
export const backupsPlugin = createBackendPlugin({
  pluginId: 'backups',
  register(env) {
    const registry = new SourceRegistry<BackupRecord>();
    env.registerExtensionPoint(backupSourcesExtensionPoint, registry);

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
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { logger, scheduler } = deps;
        deps.permissionsRegistry.addPermissions(backupsPermissions);

        const sources = registry.list();
        const collection = await createCollectionStore(deps.database);
        const clock = collection.clock.now;
        const store = await BackupStore.create(deps.database);
        const loadIndex = createEntityIndexLoader(deps);
        const service = new DefaultBackupsService({
          store,
          freshness: new FreshnessReader(collection, sources),
          environments: readEnvironments(deps.config),
          clock,
        });

        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            service: new AuthorizedBackupsService(
              service,
              new EntityAuthorizer(deps),
            ),
          }),
        );

        deps.httpRouter.use(
          createBindingsRouter({
            ...deps,
            capability: 'backups',
            loadIndex,
            reader: new BackupBindings(collection.knex),
            preferredKind: 'Resource',
            permission: backupsReadPermission,
          }),
        );
        await registerCollection({
          ...deps,
          capability: 'backups',
          sources,
          sink: new BackupSink({
            store,
            statuses: collection.statuses,
            loadIndex,
            clock,
          }),
          store: collection,
        });
        await new StatusEvaluator({
          capability: 'backups',
          store: collection.statuses,
          publisher: createStatusPublisher(deps),
          population: async () =>
            entityRefsOfKind(await loadIndex(), ['component', 'resource']),
          evaluate: entityRef =>
            evaluateStatus(entityRef, { service, loadIndex }),
          logger,
          clock,
        }).schedule(scheduler);
        await startEntityLife({
          ...deps,
          capability: 'backups',
          collection,
          loadIndex,
          rows: [new BackupRows(collection.knex)],
        });
        await scheduleRetention({ store, scheduler });
      },
    });
  },
});
