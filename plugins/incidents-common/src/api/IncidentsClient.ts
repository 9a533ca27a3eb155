import {
  PluginFetch,
  entityPath,
  requestJson,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  AddNote,
  ChangeSeverity,
  ChangeState,
  DeclareIncident,
  IncidentsOverview,
  incidentListSchema,
  incidentsOverviewSchema,
} from './contract';
import {
  Incident,
  IncidentDetail,
  incidentDetailSchema,
  incidentSchema,
} from './incident';

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
    return requestJson(
      this.#fetch,
      incidentsOverviewSchema,
      entityPath(entityRef),
      options,
    );
  }

  getIncident(id: string, options: RequestOptions = {}) {
    return requestJson(
      this.#fetch,
      incidentDetailSchema,
      incidentPath(id),
      options,
    );
  }

  async listBetween(
    entityRef: string,
    range: { from: string; to: string },
    options: RequestOptions = {},
  ) {
    const { items } = await requestJson(
      this.#fetch,
      incidentListSchema,
      `${entityPath(entityRef)}/incidents`,
      { query: range, ...options },
    );
    return items;
  }

  declare(entityRef: string, input: DeclareIncident) {
    return this.#write(`${entityPath(entityRef)}/incidents`, input);
  }

  changeState(id: string, input: ChangeState) {
    return this.#write(`${incidentPath(id)}/state`, input);
  }

  changeSeverity(id: string, input: ChangeSeverity) {
    return this.#write(`${incidentPath(id)}/severity`, input);
  }

  addNote(id: string, input: AddNote) {
    return this.#write(`${incidentPath(id)}/notes`, input);
  }

  #write(path: string, body: unknown) {
    return requestJson(this.#fetch, incidentSchema, path, {
      method: 'POST',
      body,
    });
  }
}

function incidentPath(id: string): string {
  return `/incidents/${encodeURIComponent(id)}`;
}
