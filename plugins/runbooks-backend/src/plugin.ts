import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  CheckRegistry,
  EntityAuthorizer,
  FreshnessReader,
  Source,
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
import {
  RunbookRecord,
  runbooksPermissions,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { registerActions } from './actions/registerActions';
import { BusinessCalendars } from './calendar/BusinessCalendars';
import { CalendarSink } from './calendar/CalendarSink';
import {
  CALENDAR_SOURCE,
  CalendarRecord,
  CalendarSource,
} from './calendar/CalendarSource';
import { CheckRunner } from './checks/CheckRunner';
import { assertMatchesKnown } from './checks/assertMatchesKnown';
import { createChecks } from './checks/createChecks';
import { scheduleChecks } from './checks/scheduleChecks';
import {
  RUNBOOK_SOURCE,
  RunbookDocumentSource,
} from './collection/RunbookDocumentSource';
import { RunbookSink } from './collection/RunbookSink';
import { scheduleRetention } from './collection/scheduleRetention';
import { SinksBySource } from './collection/SinksBySource';
import { readChecksConfig } from './config/readChecksConfig';
import {
  configuredCalendars,
  readRunbooksConfig,
} from './config/readRunbooksConfig';
import { RunbookRows } from './database/RunbookRows';
import { openDatabase } from './database/openDatabase';
import { AuthorizedFeedService } from './feed/AuthorizedFeedService';
import { FEED_FILE_PATH, createFeedRouter } from './feed/createFeedRouter';
import { DefaultFeedService } from './feed/DefaultFeedService';
import { FeedAudience } from './feed/FeedAudience';
import { FeedReader } from './feed/FeedReader';
import { createRouter } from './router';
import { OccurrenceOpener } from './schedule/OccurrenceOpener';
import { createSearchRouter } from './search/createSearchRouter';
import { ActorReader } from './service/ActorReader';
import { AuthorizedRunbooksService } from './service/AuthorizedRunbooksService';
import { DefaultRunbooksService } from './service/DefaultRunbooksService';
import { evaluateStatus } from './service/evaluateStatus';
import { OccurrenceLister } from './service/OccurrenceLister';
import { OverviewBuilder } from './service/OverviewBuilder';
import { createTemplatesRouter } from './template/createTemplatesRouter';
import { readTemplates } from './template/readTemplates';
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
        actionsRegistry: actionsRegistryServiceRef,
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
        const checksConfig = readChecksConfig(deps.config);
        const stores = await openDatabase(deps.database);
        createChecks({ access: deps, stores, config: checksConfig }).forEach(
          check => checks.addCheck(check),
        );
        assertMatchesKnown(checksConfig.checkMatches, checks);

        const config = readRunbooksConfig(deps.config);
        const configured = configuredCalendars(config);
        const loadIndex = createEntityIndexLoader(deps);
        const collection = await createCollectionStore(deps.database);
        const clock = collection.clock.now;
        const { statuses } = collection;
        await stores.calendars.configure(configured);
        const calendars = new BusinessCalendars(configured, stores.calendars);
        const sources: Source<RunbookRecord | CalendarRecord>[] = [
          new RunbookDocumentSource({
            reader: createEntityDocumentReader(deps),
            loadIndex,
            cadence: config.readEvery,
            clock,
            checks,
            checkMatches: checksConfig.checkMatches,
          }),
        ];
        if (configured.some(({ url }) => url !== undefined)) {
          sources.push(
            new CalendarSource({
              calendars: configured,
              store: stores.calendars,
              urlReader: deps.urlReader,
              cadence: config.readCalendarsEvery,
            }),
          );
        }
        const overviews = new OverviewBuilder(
          stores,
          new FreshnessReader(collection, sources),
          calendars,
        );
        const occurrences = new OccurrenceLister({ stores, calendars });
        const runner = new CheckRunner({
          checks,
          runs: stores.runs,
          logger,
          clock,
        });

        const signals = new RunSignals({ ...deps, ...stores });
        stores.runs.onChange(runId => signals.changed(runId));
        const actors = new ActorReader(deps.userInfo);
        const service = new AuthorizedRunbooksService(
          new DefaultRunbooksService({
            stores,
            overviews,
            occurrences,
            checks: runner,
            statuses,
            actors,
            proofs: new ProofBuilder(stores),
            signals,
            work: new RunWork({ ...deps, ...stores, actors, clock }),
            clock,
          }),
          new EntityAuthorizer(deps),
        );
        deps.httpRouter.use(
          createRouter({ ...deps, service, maxFileBytes: config.maxFileBytes }),
        );
        deps.httpRouter.use(createSearchRouter({ ...deps, ...stores }));
        registerActions(
          { ...deps, registry: deps.actionsRegistry, service },
          config.actions.write,
        );

        deps.httpRouter.use(
          createTemplatesRouter({
            ...deps,
            templates: await readTemplates(config.templates),
          }),
        );
        const audience = new FeedAudience(deps);
        const { enabled } = config.feeds;
        if (enabled) {
          // A calendar has no Backstage token: its link holds one of its own.
          deps.httpRouter.addAuthPolicy({
            path: FEED_FILE_PATH,
            allow: 'unauthenticated',
          });
        }
        deps.httpRouter.use(
          createFeedRouter({
            ...deps,
            service: new AuthorizedFeedService(
              new DefaultFeedService({
                feeds: stores.feeds,
                audience,
                userInfo: deps.userInfo,
                baseUrl: () => deps.discovery.getExternalBaseUrl('runbooks'),
                enabled,
                clock,
              }),
              deps.permissions,
            ),
            reader: enabled
              ? new FeedReader({
                  ...stores,
                  audience,
                  occurrences,
                  loadIndex,
                  clock,
                  portalUrl: deps.config
                    .getOptionalString('app.baseUrl')
                    ?.replace(/\/+$/, ''),
                })
              : undefined,
          }),
        );

        await registerCollection({
          ...deps,
          capability: 'runbooks',
          sources,
          sink: new SinksBySource({
            [RUNBOOK_SOURCE]: new RunbookSink({
              documents: stores.documents,
              statuses,
            }),
            [CALENDAR_SOURCE]: new CalendarSink(stores.calendars),
          }),
          store: collection,
        });
        await new OccurrenceOpener({
          ...stores,
          calendars,
          statuses,
          logger,
          clock,
        }).schedule(scheduler);
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
          clock,
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
