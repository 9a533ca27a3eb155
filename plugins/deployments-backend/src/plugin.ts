import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  DeploymentRecord,
  deploymentsPermissions,
  deploymentsReadPermission,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  EntityAuthorizer,
  FreshnessReader,
  SourceRegistry,
  StatusEvaluator,
  createCollectionStore,
  createEntityIndexLoader,
  createStatusPublisher,
  deploymentSourcesExtensionPoint,
  entityRefsOfKind,
  readEnvironments,
  registerCollection,
  createBindingsRouter,
  startEntityLife,
} from '@opsdeck/backstage-plugin-operations-node';
import { DeploymentSink } from './collection/DeploymentSink';
import { scheduleRetention } from './collection/scheduleRetention';
import { openDeploymentsDatabase } from './database/DeploymentsDatabase';
import { readDeploymentsConfig } from './readDeploymentsConfig';
import { DeploymentRows } from './database/DeploymentRows';
import { DeploymentBindings } from './database/DeploymentBindings';
import { createRouter } from './router';
import { AuthorizedDeploymentsService } from './service/AuthorizedDeploymentsService';
import { DefaultDeploymentsService } from './service/DefaultDeploymentsService';
import { evaluateStatus } from './service/evaluateStatus';

/**
 * What runs where, since when, and how it got there.
 *
 * @public
 */
export const deploymentsPlugin = createBackendPlugin({
  pluginId: 'deployments',
  register(env) {
    const registry = new SourceRegistry<DeploymentRecord>();
    env.registerExtensionPoint(deploymentSourcesExtensionPoint, registry);

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
        deps.permissionsRegistry.addPermissions(deploymentsPermissions);

        const { retentionDays } = readDeploymentsConfig(deps.config);
        const environments = readEnvironments(deps.config);
        const sources = registry.list();
        const collection = await createCollectionStore(deps.database);
        const clock = collection.clock.now;
        const database = await openDeploymentsDatabase(deps.database);
        const loadIndex = createEntityIndexLoader(deps);
        const service = new DefaultDeploymentsService({
          ...database,
          freshness: new FreshnessReader(collection, sources),
          environments,
          clock,
        });

        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            service: new AuthorizedDeploymentsService(
              service,
              new EntityAuthorizer(deps),
            ),
          }),
        );

        deps.httpRouter.use(
          createBindingsRouter({
            ...deps,
            capability: 'deployments',
            loadIndex,
            reader: new DeploymentBindings(collection.knex),
            preferredKind: 'Component',
            permission: deploymentsReadPermission,
          }),
        );
        await registerCollection({
          ...deps,
          capability: 'deployments',
          sources,
          sink: new DeploymentSink({
            database,
            statuses: collection.statuses,
            loadIndex,
            environments,
            retentionDays,
            clock,
          }),
          store: collection,
        });
        await new StatusEvaluator({
          capability: 'deployments',
          store: collection.statuses,
          publisher: createStatusPublisher(deps),
          population: async () =>
            entityRefsOfKind(await loadIndex(), ['component']),
          evaluate: entityRef =>
            evaluateStatus(entityRef, { service, loadIndex }),
          logger,
          clock,
        }).schedule(scheduler);
        await startEntityLife({
          ...deps,
          capability: 'deployments',
          collection,
          loadIndex,
          rows: [new DeploymentRows(collection.knex)],
        });
        await scheduleRetention({
          retention: database.retention,
          retentionDays,
          scheduler,
        });
      },
    });
  },
});
