import { PluginFetch, requestRoute } from '../client';
import { Capability } from '../status';
import { EntityDecision, FleetEntities } from './entities';
import { entitiesContract } from './entityLifeRoutes';

const { routes } = entitiesContract;

/** The part of the operations API about entities that are renamed or leave. */
export class EntitiesClient {
  readonly #fetch: PluginFetch;

  constructor(fetch: PluginFetch) {
    this.#fetch = fetch;
  }

  get(options: { signal?: AbortSignal } = {}): Promise<FleetEntities> {
    return requestRoute(this.#fetch, routes.getEntities, options);
  }

  /** Accepts or declines a proposed rename, for every backend. */
  async decide(decision: EntityDecision): Promise<void> {
    await requestRoute(this.#fetch, routes.decideRename, { body: decision });
  }

  /** Confirms that the entities that a backend misses have really left. */
  async confirm(pluginId: Capability): Promise<void> {
    await requestRoute(this.#fetch, routes.confirmLoss, {
      params: { pluginId },
    });
  }
}
