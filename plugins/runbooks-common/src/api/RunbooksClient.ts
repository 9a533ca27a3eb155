import {
  PluginFetch,
  entityParts,
  requestRoute,
} from '@opsdeck/backstage-plugin-operations-common';
import { ChecklistDetails } from './definition';
import { RunbooksOverview } from './overview';
import { runbooksContract } from './routes';
import { Run, RunPage, RunQuery, SetStep, StartRun } from './run';

const { routes } = runbooksContract;

interface RequestOptions {
  signal?: AbortSignal;
}

/** What the Runbooks tab asks. */
export interface RunbooksApi {
  getOverview(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<RunbooksOverview>;
  getChecklist(
    entityRef: string,
    checklistId: string,
    options?: RequestOptions,
  ): Promise<ChecklistDetails>;
  /** Runs that have ended, newest first. */
  listRuns(
    entityRef: string,
    query: RunQuery,
    options?: RequestOptions,
  ): Promise<RunPage>;
  startRun(entityRef: string, input: StartRun): Promise<Run>;
  getRun(runId: string, options?: RequestOptions): Promise<Run>;
  /** @throws ResponseError 409 when somebody has changed the step meanwhile. */
  setStep(runId: string, stepId: string, input: SetStep): Promise<Run>;
  finishRun(runId: string): Promise<Run>;
  abandonRun(runId: string, reason: string): Promise<Run>;
}

/** Client of the runbooks backend, for browsers and for other backends. */
export class RunbooksClient implements RunbooksApi {
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

  getChecklist(
    entityRef: string,
    checklistId: string,
    options: RequestOptions = {},
  ) {
    return requestRoute(this.#fetch, routes.getChecklist, {
      params: { ...entityParts(entityRef), checklistId },
      ...options,
    });
  }

  listRuns(entityRef: string, query: RunQuery, options: RequestOptions = {}) {
    return requestRoute(this.#fetch, routes.listRuns, {
      params: entityParts(entityRef),
      query,
      ...options,
    });
  }

  startRun(entityRef: string, body: StartRun) {
    return requestRoute(this.#fetch, routes.startRun, {
      params: entityParts(entityRef),
      body,
    });
  }

  getRun(runId: string, options: RequestOptions = {}) {
    return requestRoute(this.#fetch, routes.getRun, {
      params: { runId },
      ...options,
    });
  }

  setStep(runId: string, stepId: string, body: SetStep) {
    return requestRoute(this.#fetch, routes.setStep, {
      params: { runId, stepId },
      body,
    });
  }

  finishRun(runId: string) {
    return requestRoute(this.#fetch, routes.finishRun, {
      params: { runId },
      body: {},
    });
  }

  abandonRun(runId: string, reason: string) {
    return requestRoute(this.#fetch, routes.abandonRun, {
      params: { runId },
      body: { reason },
    });
  }
}
