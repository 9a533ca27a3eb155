import {
  AuthService,
  DiscoveryService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Capability,
  REPORTING_PLUGINS,
  requestRoute,
  sourcesRoutes,
} from '@opsdeck/backstage-plugin-operations-common';
import { pluginFetch } from '@opsdeck/backstage-plugin-operations-node';
import { BoardEntity, BoardStore } from '../database/BoardStore';
import { isNotInstalled } from './isNotInstalled';
import { toBoardEntity } from './toBoardEntity';

const PAGE = 1000;
/** A tab that does not answer within this is down. */
const DEFAULT_TIMEOUT_MS = 60_000;

export interface BoardSyncOptions {
  store: BoardStore;
  catalog: CatalogService;
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  clock?: () => Date;
  /** Time for each tab to report everything. */
  timeoutMs?: number;
}

/** Repairs the board: fetches what pushes may have missed, and follows the catalog. */
export class BoardSync {
  readonly #options: BoardSyncOptions;
  readonly #clock: () => Date;

  constructor(options: BoardSyncOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async schedule(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'sync-board-entities',
      frequency: { seconds: 15 },
      timeout: { minutes: 5 },
      scope: 'global',
      fn: async () => this.syncEntities(),
    });
    await scheduler.scheduleTask({
      id: 'sync-board-statuses',
      frequency: { minutes: 5 },
      timeout: { minutes: 5 },
      scope: 'global',
      fn: async signal => this.syncStatuses(signal),
    });
  }

  async syncEntities(): Promise<void> {
    const { catalog, auth, store, logger } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const entities: BoardEntity[] = [];
    const pages = catalog.streamEntities(
      {
        filter: { kind: ['Component', 'Resource', 'API'] },
        fields: ['kind', 'metadata', 'spec', 'relations'],
      },
      { credentials },
    );
    for await (const page of pages) entities.push(...page.map(toBoardEntity));
    if (entities.length === 0) {
      logger.warn(
        'The catalog has no entities at all; the board is left as it is',
      );
      return;
    }
    await store.syncEntities(entities, this.#clock());
  }

  /** Asks every tab for all its statuses at once; one that fails or hangs does not stop the others. */
  async syncStatuses(signal: AbortSignal): Promise<void> {
    await Promise.all(
      REPORTING_PLUGINS.map(async pluginId => {
        try {
          await this.#syncPlugin(pluginId, signal);
        } catch (error) {
          this.#options.logger.warn(
            `The ${pluginId} backend did not report its statuses; the board keeps the last ones until they expire: ${error}`,
          );
        }
      }),
    );
  }

  async #syncPlugin(pluginId: Capability, signal: AbortSignal): Promise<void> {
    const { store, timeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const reported = new Set<string>();
    let after: string | undefined;
    do {
      const statuses = await this.#page(pluginId, after, limit);
      await store.saveStatuses(statuses, this.#clock());
      for (const { entityRef } of statuses) reported.add(entityRef);
      after =
        statuses.length === PAGE ? statuses[PAGE - 1].entityRef : undefined;
    } while (after);
    await store.dropUnreported(pluginId, reported, this.#clock());
  }

  /** A tab that is not installed reports nothing. */
  async #page(
    pluginId: Capability,
    after: string | undefined,
    signal: AbortSignal,
  ) {
    const fetch = pluginFetch({
      ...this.#options,
      pluginId,
      credentials: await this.#options.auth.getOwnServiceCredentials(),
    });
    try {
      const { statuses } = await requestRoute(
        fetch,
        sourcesRoutes.listStatuses,
        { query: { after, limit: PAGE }, signal },
      );
      // A backend speaks for its own tab only.
      const foreign = statuses.find(status => status.capability !== pluginId);
      if (foreign) {
        throw new Error(`it reports a status of ${foreign.capability}`);
      }
      return statuses;
    } catch (error) {
      if (isNotInstalled(error)) return [];
      throw error;
    }
  }
}
