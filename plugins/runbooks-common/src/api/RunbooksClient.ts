import {
  PluginFetch,
  entityPath,
  requestJson,
} from '@opsdeck/backstage-plugin-operations-common';
import { ChecklistDetails, checklistDetailsSchema } from './definition';
import {
  CreateFeed,
  CreatedFeed,
  Feeds,
  createdFeedSchema,
  feedsSchema,
} from './feed';
import {
  OccurrencePage,
  OccurrenceQuery,
  occurrencePageSchema,
} from './occurrence';
import { RunbooksOverview, runbooksOverviewSchema } from './overview';
import {
  Run,
  RunPage,
  RunQuery,
  SetStep,
  StartRun,
  runPageSchema,
  runSchema,
} from './run';

import { RunbookTemplates, runbookTemplatesSchema } from './template';

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
    return requestJson(
      this.#fetch,
      runbooksOverviewSchema,
      entityPath(entityRef),
      options,
    );
  }

  getChecklist(
    entityRef: string,
    checklistId: string,
    options: RequestOptions = {},
  ) {
    return requestJson(
      this.#fetch,
      checklistDetailsSchema,
      `${entityPath(entityRef)}/checklists/${encodeURIComponent(checklistId)}`,
      options,
    );
  }

  listOccurrences(
    entityRef: string,
    query: OccurrenceQuery,
    options: RequestOptions = {},
  ) {
    return requestJson(
      this.#fetch,
      occurrencePageSchema,
      `${entityPath(entityRef)}/occurrences`,
      { query: { ...query }, ...options },
    );
  }

  listRuns(entityRef: string, query: RunQuery, options: RequestOptions = {}) {
    return requestJson(
      this.#fetch,
      runPageSchema,
      `${entityPath(entityRef)}/runs`,
      { query: { ...query }, ...options },
    );
  }

  startRun(entityRef: string, input: StartRun) {
    return this.#write(`${entityPath(entityRef)}/runs`, input);
  }

  getRun(runId: string, options: RequestOptions = {}) {
    return requestJson(this.#fetch, runSchema, runPath(runId), options);
  }

  setStep(runId: string, stepId: string, input: SetStep) {
    return this.#write(
      `${runPath(runId)}/steps/${encodeURIComponent(stepId)}`,
      input,
    );
  }

  finishRun(runId: string) {
    return this.#write(`${runPath(runId)}/finish`, {});
  }

  abandonRun(runId: string, reason: string) {
    return this.#write(`${runPath(runId)}/abandon`, { reason });
  }

  listTemplates(options: RequestOptions = {}) {
    return requestJson(
      this.#fetch,
      runbookTemplatesSchema,
      '/templates',
      options,
    );
  }

  listFeeds(options: RequestOptions = {}) {
    return requestJson(this.#fetch, feedsSchema, '/feeds', options);
  }

  createFeed(input: CreateFeed) {
    return requestJson(this.#fetch, createdFeedSchema, '/feeds', {
      method: 'POST',
      body: input,
    });
  }

  revokeFeed(feedId: string) {
    return requestJson(
      this.#fetch,
      feedsSchema,
      `/feeds/${encodeURIComponent(feedId)}/revoke`,
      { method: 'POST', body: {} },
    );
  }

  #write(path: string, body: unknown): Promise<Run> {
    return requestJson(this.#fetch, runSchema, path, { method: 'POST', body });
  }
}

function runPath(runId: string): string {
  return `/runs/${encodeURIComponent(runId)}`;
}
