import {
  AuditorService,
  HttpAuthService,
  HttpRouterService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { Config } from '@backstage/config';
import { Capability } from '@opsdeck/backstage-plugin-operations-common';
import { createSourcesRouter } from '../http/createSourcesRouter';
import { Source } from '../source';
import { WebhooksService } from '../webhook/WebhooksService';
import { CollectionMetrics } from './CollectionMetrics';
import { CollectionSink } from './CollectionSink';
import { CollectionStore } from './CollectionStore';
import { DefaultSourcesService } from './DefaultSourcesService';
import { readCollectionConfig } from './readCollectionConfig';
import { scheduleCollection } from './scheduleCollection';
import { SourcesService } from './SourcesService';

export interface RegisterCollectionOptions<TRecord> {
  /** The tab; also the id of its plugin. */
  capability: Capability;
  sources: readonly Source<TRecord>[];
  sink: CollectionSink<TRecord>;
  store: CollectionStore;
  /** For a tab that takes webhooks. */
  webhooks?: WebhooksService;
  auditor: AuditorService;
  config: Config;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  logger: LoggerService;
  metrics: MetricsService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
}

/**
 * Everything that makes a backend collect: the routes about its sources and
 * statuses, the collectors with their retention, and the metrics.
 *
 * @throws InputError naming the key of `opsdeck.collection` that is wrong.
 */
export async function registerCollection<TRecord>(
  options: RegisterCollectionOptions<TRecord>,
): Promise<SourcesService> {
  const { capability, sources, store } = options;
  const { retention } = readCollectionConfig(options.config);
  const metrics = new CollectionMetrics(options.metrics);
  metrics.observe(store, sources, store.clock.now);
  const service = new DefaultSourcesService({
    ...options,
    pluginId: capability,
    clock: store.clock.now,
  });
  options.httpRouter.use(
    createSourcesRouter({
      ...options,
      service,
      statuses: store.statuses,
    }),
  );
  await scheduleCollection({ ...options, retention, metrics });
  return service;
}
