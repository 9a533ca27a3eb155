import {
  PluginFetch,
  entityParts,
  requestRoute,
} from '@opsdeck/backstage-plugin-operations-common';
import { ChecklistDetails } from './definition';
import { CreateFeed, CreatedFeed, Feeds, feedsContract } from './feed';
import { OccurrencePage, OccurrenceQuery } from './occurrence';
import { RunbooksOverview } from './overview';
import { runbooksContract } from './routes';
import { Run, RunPage, RunQuery, SetStep, StartRun } from './run';
import { RunbookTemplates, templatesContract } from './template';

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
  /** The times that checklists come round, past and to come, by when they are due. */
  listOccurrences(
    entityRef: string,
    query: OccurrenceQuery,
    options?: RequestOptions,
  ): Promise<OccurrencePage>;
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
  /** Runbooks to begin with. */
  listTemplates(options?: RequestOptions): Promise<RunbookTemplates>;
  /** The iCalendar feeds of the caller. */
  listFeeds(options?: RequestOptions): Promise<Feeds>;
  /** Its address is told this once. */
  createFeed(input: CreateFeed): Promise<CreatedFeed>;
  revokeFeed(feedId: string): Promise<Feeds>;
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

  listOccurrences(
    entityRef: string,
    query: OccurrenceQuery,
    options: RequestOptions = {},
  ) {
    return requestRoute(this.#fetch, routes.listOccurrences, {
      params: entityParts(entityRef),
      query,
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

  listTemplates(options: RequestOptions = {}) {
    const { listTemplates } = templatesContract.routes;
    return requestRoute(this.#fetch, listTemplates, options);
  }

  listFeeds(options: RequestOptions = {}) {
    return requestRoute(this.#fetch, feedsContract.routes.listFeeds, options);
  }

  createFeed(body: CreateFeed) {
    return requestRoute(this.#fetch, feedsContract.routes.createFeed, { body });
  }

  revokeFeed(feedId: string) {
    return requestRoute(this.#fetch, feedsContract.routes.revokeFeed, {
      params: { feedId },
      body: {},
    });
  }
}
