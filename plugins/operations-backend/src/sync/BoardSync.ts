import {
  AuthService,
  DiscoveryService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  getCompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Capability,
  OPSDECK_ANNOTATIONS,
  REPORTING_PLUGINS,
  requestJson,
  statusListSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { pluginFetch } from '@opsdeck/backstage-plugin-operations-node';
import { BoardEntity, BoardStore } from '../database/BoardStore';
import { isNotInstalled } from './isNotInstalled';

const PAGE = 1000;

export interface BoardSyncOptions {
  store: BoardStore;
  catalog: CatalogService;
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  clock?: () => Date;
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
      frequency: { seconds: 30 },
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
    const { catalog, auth, store } = this.#options;
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
    await store.syncEntities(entities, this.#clock());
  }

  /** Asks every installed tab for all its statuses; one that fails does not stop the others. */
  async syncStatuses(signal: AbortSignal): Promise<void> {
    for (const pluginId of REPORTING_PLUGINS) {
      try {
        await this.#syncPlugin(pluginId, signal);
      } catch (error) {
        if (isNotInstalled(error)) continue;
        this.#options.logger.warn(
          `The ${pluginId} backend did not report its statuses; the board keeps the last ones until they expire: ${error}`,
        );
      }
    }
  }

  async #syncPlugin(pluginId: Capability, signal: AbortSignal): Promise<void> {
    const fetch = pluginFetch({
      ...this.#options,
      pluginId,
      credentials: await this.#options.auth.getOwnServiceCredentials(),
    });
    let after: string | undefined;
    do {
      const { statuses } = await requestJson(
        fetch,
        statusListSchema,
        '/statuses',
        {
          query: { after, limit: PAGE },
          signal,
        },
      );
      await this.#options.store.saveStatuses(statuses);
      after =
        statuses.length === PAGE ? statuses[PAGE - 1].entityRef : undefined;
    } while (after && !signal.aborted);
  }
}

function toBoardEntity(entity: Entity): BoardEntity {
  const related = (type: string) =>
    entity.relations?.find(relation => relation.type === type)?.targetRef ??
    null;
  return {
    entityRef: stringifyEntityRef(entity),
    title: entity.metadata.title ?? entity.metadata.name,
    kind: getCompoundEntityRef(entity).kind.toLowerCase(),
    owner: related('ownedBy'),
    system: related('partOf'),
    tier: entity.metadata.annotations?.[OPSDECK_ANNOTATIONS.tier] ?? null,
    lifecycle: String(entity.spec?.lifecycle ?? '') || null,
  };
}
