import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  CheckRegistry,
  EntityAuthorizer,
  FreshnessReader,
  StatusEvaluator,
  checksExtensionPoint,
  createCollectionStore,
  createEntityDocumentReader,
  createEntityIndexLoader,
  createStatusPublisher,
  entityRefsOfKind,
  registerCollection,
  startEntityLife,
} from '@opsdeck/backstage-plugin-operations-node';
import { runbooksPermissions } from '@opsdeck/backstage-plugin-runbooks-common';
import { CheckRunner } from './checks/CheckRunner';
import { assertMatchesKnown } from './checks/assertMatchesKnown';
import { createChecks } from './checks/createChecks';
import { scheduleChecks } from './checks/scheduleChecks';
import { RunbookDocumentSource } from './collection/RunbookDocumentSource';
import { RunbookSink } from './collection/RunbookSink';
import { scheduleRetention } from './collection/scheduleRetention';
import { readChecksConfig } from './config/readChecksConfig';
import { readRunbooksConfig } from './config/readRunbooksConfig';
import { RunbookRows } from './database/RunbookRows';
import { openDatabase } from './database/openDatabase';
import { createRouter } from './router';
import { OccurrenceOpener } from './schedule/OccurrenceOpener';
import { AuthorizedRunbooksService } from './service/AuthorizedRunbooksService';
import { DefaultRunbooksService } from './service/DefaultRunbooksService';
import { evaluateStatus } from './service/evaluateStatus';
import { OverviewBuilder } from './service/OverviewBuilder';

/**
 * Which checklists are due, who did them, and what is the proof.
 *
 * @public
 */
export const runbooksPlugin = createBackendPlugin({
  pluginId: 'runbooks',
  register(env) {
    const checks = new CheckRegistry();
    env.registerExtensionPoint(checksExtensionPoint, checks);

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
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, logger, scheduler } = deps;
        deps.permissionsRegistry.addPermissions(runbooksPermissions);
        const checksConfig = readChecksConfig(deps.config);
        const stores = await openDatabase(deps.database);
        createChecks({ access: deps, stores, config: checksConfig }).forEach(
          check => checks.addCheck(check),
        );
        assertMatchesKnown(checksConfig.checkMatches, checks);

        const loadIndex = createEntityIndexLoader(deps);
        const sources = [
          new RunbookDocumentSource({
            reader: createEntityDocumentReader(deps),
            loadIndex,
            cadence: readRunbooksConfig(deps.config).readEvery,
            checks,
            checkMatches: checksConfig.checkMatches,
          }),
        ];
        const collection = await createCollectionStore(deps.database);
        const { statuses } = collection;
        const overviews = new OverviewBuilder(
          stores,
          new FreshnessReader(collection, sources),
        );
        const runner = new CheckRunner({ checks, runs: stores.runs, logger });

        deps.httpRouter.use(
          createRouter({
            ...deps,
            service: new AuthorizedRunbooksService(
              new DefaultRunbooksService({
                stores,
                overviews,
                checks: runner,
                statuses,
                userInfo: deps.userInfo,
              }),
              new EntityAuthorizer(deps),
            ),
          }),
        );

        await registerCollection({
          ...deps,
          capability: 'runbooks',
          sources,
          sink: new RunbookSink({ documents: stores.documents, statuses }),
          store: collection,
        });
        await new OccurrenceOpener({ ...stores, statuses, logger }).schedule(
          scheduler,
        );
        await scheduleChecks({ runner, runs: stores.runs, auth, scheduler });
        await new StatusEvaluator({
          capability: 'runbooks',
          store: statuses,
          publisher: createStatusPublisher(deps),
          population: async () =>
            entityRefsOfKind(await loadIndex(), ['component', 'resource']),
          evaluate: (entityRef, now) =>
            evaluateStatus(entityRef, { overviews, loadIndex, now }),
          logger,
        }).schedule(scheduler);
        await startEntityLife({
          ...deps,
          capability: 'runbooks',
          collection,
          loadIndex,
          rows: [new RunbookRows(stores.knex)],
        });
        await scheduleRetention({ ...stores, scheduler });
      },
    });
  },
});
