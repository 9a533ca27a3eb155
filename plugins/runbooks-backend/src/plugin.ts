import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
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
import { createBackupCompletedCheck } from './checks/backupCompleted';
import { CheckRunner } from './checks/CheckRunner';
import { scheduleChecks } from './checks/scheduleChecks';
import { RunbookDocumentSource } from './collection/RunbookDocumentSource';
import { RunbookSink } from './collection/RunbookSink';
import { scheduleRetention } from './collection/scheduleRetention';
import { readRunbooksConfig } from './config/readRunbooksConfig';
import { RunbookRows } from './database/RunbookRows';
import { openDatabase } from './database/openDatabase';
import { createRouter } from './router';
import { OccurrenceOpener } from './schedule/OccurrenceOpener';
import { ActorReader } from './service/ActorReader';
import { AuthorizedRunbooksService } from './service/AuthorizedRunbooksService';
import { DefaultRunbooksService } from './service/DefaultRunbooksService';
import { evaluateStatus } from './service/evaluateStatus';
import { OverviewBuilder } from './service/OverviewBuilder';
import { ProofBuilder } from './service/ProofBuilder';
import { RunSignals } from './service/RunSignals';
import { RunWork } from './service/RunWork';

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
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, logger, scheduler } = deps;
        deps.permissionsRegistry.addPermissions(runbooksPermissions);
        checks.addCheck(createBackupCompletedCheck(deps));

        const config = readRunbooksConfig(deps.config);
        const loadIndex = createEntityIndexLoader(deps);
        const sources = [
          new RunbookDocumentSource({
            reader: createEntityDocumentReader(deps),
            loadIndex,
            cadence: config.readEvery,
          }),
        ];
        const collection = await createCollectionStore(deps.database);
        const { statuses } = collection;
        const stores = await openDatabase(deps.database);
        const overviews = new OverviewBuilder(
          stores,
          new FreshnessReader(collection, sources),
        );
        const runner = new CheckRunner({ checks, runs: stores.runs, logger });

        const signals = new RunSignals({ ...deps, ...stores });
        stores.runs.onChange(runId => signals.changed(runId));
        const actors = new ActorReader(deps.userInfo);
        const clock = () => new Date();

        deps.httpRouter.use(
          createRouter({
            ...deps,
            maxFileBytes: config.maxFileBytes,
            service: new AuthorizedRunbooksService(
              new DefaultRunbooksService({
                stores,
                overviews,
                checks: runner,
                statuses,
                actors,
                proofs: new ProofBuilder(stores),
                signals,
                work: new RunWork({ ...deps, ...stores, actors, clock }),
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
