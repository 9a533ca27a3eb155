import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  BoardPage,
  BoardRow,
  Capability,
  EntityStatus,
  FleetSources,
  REPORTING_PLUGINS,
  SourcesClient,
} from '@opsdeck/backstage-plugin-operations-common';
import { pluginFetch } from '@opsdeck/backstage-plugin-operations-node';
import { BoardEntity, BoardStore } from '../database/BoardStore';
import { ChipFilter } from './ChipFilter';
import {
  CallerRequest,
  OperationsService,
  ParsedBoardQuery,
} from './OperationsService';
import { isNotInstalled } from '../sync/isNotInstalled';
import { compareRows, toBoardRow } from './boardRows';
import { problemOf, toCallerError } from './tabAnswer';

export interface DefaultOperationsServiceOptions {
  store: BoardStore;
  chips: ChipFilter;
  auth: AuthService;
  discovery: DiscoveryService;
  clock?: () => Date;
  /** Time for each tab to answer about its sources. */
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** Answers for the fleet, only with what the caller may read. */
export class DefaultOperationsService implements OperationsService {
  readonly #options: DefaultOperationsServiceOptions;
  readonly #clock: () => Date;

  constructor(options: DefaultOperationsServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async getBoard(
    request: CallerRequest,
    query: ParsedBoardQuery,
  ): Promise<BoardPage> {
    const now = this.#clock();
    const entities = await this.#options.store.listEntities('component', query);
    const rows = (await this.#rows(request, entities, now)).sort(compareRows);
    const counts = {
      breached: 0,
      'at-risk': 0,
      unknown: 0,
      met: 0,
      undeclared: 0,
    };
    for (const row of rows) counts[row.verdict ?? 'undeclared']++;
    const wanted = query.verdict
      ? rows.filter(row => row.verdict === query.verdict)
      : rows;
    const start = query.cursor ? positionOf(query.cursor) : 0;
    const end = start + query.limit;
    return {
      evaluatedAt: now.toISOString(),
      counts,
      rows: wanted.slice(start, end),
      nextCursor: end < wanted.length ? cursorOf(end) : null,
    };
  }

  async getEntityBoard(
    request: CallerRequest,
    entityRef: string,
  ): Promise<BoardRow> {
    const entity = await this.#options.store.getEntity(entityRef);
    const [row] = entity
      ? await this.#rows(request, [entity], this.#clock())
      : [];
    if (!row) throw new NotFoundError(`No entity ${entityRef} on the board`);
    return row;
  }

  async getSources({ credentials }: CallerRequest): Promise<FleetSources> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
    const plugins = await Promise.all(
      REPORTING_PLUGINS.map(async pluginId => {
        const client = new SourcesClient(
          pluginFetch({ ...this.#options, pluginId, credentials }),
        );
        try {
          const sources = await client.listSources({
            signal: AbortSignal.timeout(timeoutMs),
          });
          return { pluginId, problem: null, sources };
        } catch (error) {
          // A tab that is not installed is absent, not broken.
          if (isNotInstalled(error)) return undefined;
          const problem = problemOf(pluginId, error);
          return { pluginId, problem, sources: [] };
        }
      }),
    );
    return { plugins: plugins.flatMap(plugin => plugin ?? []) };
  }

  async runSourceNow(
    { credentials }: CallerRequest,
    target: { pluginId: Capability; sourceId: string; scopeId: string },
  ): Promise<void> {
    const client = new SourcesClient(
      pluginFetch({ ...this.#options, pluginId: target.pluginId, credentials }),
    );
    try {
      await client.runNow(target.sourceId, target.scopeId);
    } catch (error) {
      throw toCallerError(target.pluginId, error);
    }
  }

  async #rows(
    { credentials }: CallerRequest,
    entities: readonly BoardEntity[],
    now: Date,
  ): Promise<BoardRow[]> {
    const visible = await this.#options.chips.visibleEntities(
      credentials,
      entities.map(entity => entity.entityRef),
    );
    const shown = entities.filter(entity => visible.has(entity.entityRef));
    const refs = shown.map(entity => entity.entityRef);
    const readable = await this.#options.chips.readable(
      credentials,
      await this.#options.store.listStatuses(refs, now),
    );
    const statuses = new Map<string, EntityStatus[]>();
    for (const status of readable) {
      statuses.set(status.entityRef, [
        ...(statuses.get(status.entityRef) ?? []),
        status,
      ]);
    }
    return shown.map(entity =>
      toBoardRow(entity, statuses.get(entity.entityRef) ?? []),
    );
  }
}

function cursorOf(position: number): string {
  return String(position);
}

function positionOf(cursor: string): number {
  const position = Number(cursor);
  if (!Number.isInteger(position) || position < 0) {
    throw new InputError('The cursor is not one that this API gave out');
  }
  return position;
}
