import {
  PluginFetch,
  entityParts,
  requestRoute,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  AddNote,
  ChangeSeverity,
  ChangeState,
  DeclareIncident,
  IncidentsOverview,
} from './contract';
import { Incident, IncidentDetail } from './incident';
import { incidentsContract } from './routes';

const { routes } = incidentsContract;

interface RequestOptions {
  signal?: AbortSignal;
}

/** What the Incidents tab asks and does. */
export interface IncidentsApi {
  getOverview(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<IncidentsOverview>;
  getIncident(id: string, options?: RequestOptions): Promise<IncidentDetail>;
  /** Incidents of the entity that were open at some time between the instants. */
  listBetween(
    entityRef: string,
    range: { from: string; to: string },
    options?: RequestOptions,
  ): Promise<Incident[]>;
  declare(entityRef: string, input: DeclareIncident): Promise<Incident>;
  changeState(id: string, input: ChangeState): Promise<Incident>;
  changeSeverity(id: string, input: ChangeSeverity): Promise<Incident>;
  addNote(id: string, input: AddNote): Promise<Incident>;
}

/** Client of the incidents backend, for browsers and for other backends. */
export class IncidentsClient implements IncidentsApi {
  readonly #fetch: PluginFetch;

  constructor(fetch: PluginFetch) {
    this.#fetch = fetch;
  }

  getOverview(entityRef: string, options: RequestOptions = {}) {
    return requestRoute(this.#fetch, routes.getOverview, {
      params: entityParts(entityRef),
      ...options,
    });
  }

  getIncident(incidentId: string, options: RequestOptions = {}) {
    return requestRoute(this.#fetch, routes.getIncident, {
      params: { incidentId },
      ...options,
    });
  }

  async listBetween(
    entityRef: string,
    range: { from: string; to: string },
    options: RequestOptions = {},
  ) {
    const { items } = await requestRoute(this.#fetch, routes.listBetween, {
      params: entityParts(entityRef),
      query: range,
      ...options,
    });
    return items;
  }

  declare(entityRef: string, body: DeclareIncident) {
    return requestRoute(this.#fetch, routes.declare, {
      params: entityParts(entityRef),
      body,
    });
  }

  changeState(incidentId: string, body: ChangeState) {
    const params = { incidentId };
    return requestRoute(this.#fetch, routes.changeState, { params, body });
  }

  changeSeverity(incidentId: string, body: ChangeSeverity) {
    const params = { incidentId };
    return requestRoute(this.#fetch, routes.changeSeverity, { params, body });
  }

  addNote(incidentId: string, body: AddNote) {
    const params = { incidentId };
    return requestRoute(this.#fetch, routes.addNote, { params, body });
  }
}
