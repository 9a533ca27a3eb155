import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  EntityAuthorizer,
  FreshnessReader,
  SliSourceRegistry,
  Source,
  StatusEvaluator,
  createCollectionStore,
  createEntityDocumentReader,
  createEntityIndexLoader,
  createStatusPublisher,
  entityRefsOfKind,
  sliSourcesExtensionPoint,
  registerCollection,
  startEntityLife,
} from '@opsdeck/backstage-plugin-operations-node';
import { slosPermissions } from '@opsdeck/backstage-plugin-slos-common';
import { DocumentWriter } from './collection/DocumentWriter';
import { LedgerSource } from './collection/LedgerSource';
import { LedgerWriter } from './collection/LedgerWriter';
import { readSoon } from './collection/readSoon';
import { SlosRecord } from './collection/records';
import { scheduleRetention } from './collection/scheduleRetention';
import { SloDocumentSource } from './collection/SloDocumentSource';
import { SlosSink } from './collection/SlosSink';
import { readSlosConfig } from './config/readSlosConfig';
import { openDatabase } from './database/openDatabase';
import { SloRows } from './database/SloRows';
import { createRouter } from './router';
import { AuthorizedSlosService } from './service/AuthorizedSlosService';
import { DefaultSlosService } from './service/DefaultSlosService';
import { evaluateStatus } from './service/evaluateStatus';

/**
 * The promise, the budget, and how fast it goes.
 *
 * @public
 */
export const slosPlugin = createBackendPlugin({
  pluginId: 'slos',
  register(env) {
    const registry = new SliSourceRegistry();
    env.registerExtensionPoint(sliSourcesExtensionPoint, registry);

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
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { logger, scheduler } = deps;
        deps.permissionsRegistry.addPermissions(slosPermissions);

        const collection = await createCollectionStore(deps.database);
        const clock = collection.clock.now;
        const { statuses } = collection;
        const database = await openDatabase(deps.database, logger);
        const loadIndex = createEntityIndexLoader(deps);
        const sliSources = registry.list();
        const sources: Source<SlosRecord>[] = [
          new SloDocumentSource({
            cadence: readSlosConfig(deps.config).documents.cadence,
            reader: createEntityDocumentReader(deps),
            loadIndex,
          }),
          ...sliSources.map(
            source => new LedgerSource({ source, ...database, clock }),
          ),
        ];
        const service = new DefaultSlosService({
          database,
          freshness: new FreshnessReader(collection, sources),
          clock,
        });

        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            service: new AuthorizedSlosService(
              service,
              new EntityAuthorizer(deps),
            ),
          }),
        );

        await registerCollection({
          ...deps,
          capability: 'slos',
          sources,
          sink: new SlosSink({
            documents: new DocumentWriter({ ...database, statuses }),
            ledger: new LedgerWriter({ ...database, statuses }),
            definitions: database.definitions,
            measuringSources: () =>
              Promise.all(
                sliSources.map(async source => ({
                  source,
                  instances: await source.instances(),
                })),
              ),
            readSoon: (sourceId, scopeId) =>
              readSoon(collection, { sourceId, scopeId }, clock()),
          }),
          store: collection,
        });
        await new StatusEvaluator({
          capability: 'slos',
          store: statuses,
          publisher: createStatusPublisher(deps),
          population: async () =>
            entityRefsOfKind(await loadIndex(), ['component', 'api', 'system']),
          evaluate: entityRef =>
            evaluateStatus(entityRef, { service, loadIndex }),
          logger,
          clock,
        }).schedule(scheduler);
        await startEntityLife({
          ...deps,
          capability: 'slos',
          collection,
          loadIndex,
          rows: [new SloRows(database)],
        });
        await scheduleRetention({ database, scheduler });
      },
    });
  },
});
