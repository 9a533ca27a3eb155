import {
  PluginFetch,
  entityParts,
  queryString,
  requestOk,
  requestRoute,
  routePath,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { ChecklistDetails } from './definition';
import { CreateFeed, CreatedFeed, Feeds, feedsContract } from './feed';
import { OccurrencePage, OccurrenceQuery } from './occurrence';
import { RunbooksOverview } from './overview';
import { Proof, ProofFormat, ProofQuery } from './proof';
import { evidenceContract, runbooksContract } from './routes';
import {
  ConfirmStep,
  HandOver,
  RejectStep,
  Run,
  RunPage,
  RunQuery,
  SetStep,
  StartRun,
} from './run';
import { AddEvidence, addFileQuerySchema } from './stepEvidence';
import { RunbookTemplates, templatesContract } from './template';

const { routes } = runbooksContract;
const files = evidenceContract.routes;

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
  /** What was done on its cadence over a period, with the gaps, and the runs. */
  getProof(query: ProofQuery, options?: RequestOptions): Promise<Proof>;
  /** The record of the runs of a period. */
  exportProof(query: ProofQuery, format: ProofFormat): Promise<Blob>;
  /** Attaches a link, a text or JSON to a step. */
  addEvidence(runId: string, stepId: string, input: AddEvidence): Promise<Run>;
  /** Attaches a file to a step. */
  addFile(
    runId: string,
    stepId: string,
    file: z.input<typeof addFileQuerySchema>,
    content: Blob,
  ): Promise<Run>;
  /** The bytes of an attached file. */
  getFile(runId: string, evidenceId: string): Promise<Blob>;
  /** Confirms a four-eyes step. @throws ResponseError 403 when the caller set it. */
  confirmStep(runId: string, stepId: string, input: ConfirmStep): Promise<Run>;
  /** Opens a four-eyes step again. @throws ResponseError 403 when the caller set it. */
  rejectStep(runId: string, stepId: string, input: RejectStep): Promise<Run>;
  /** @throws ResponseError 409 when somebody has handed it over meanwhile. */
  handOver(runId: string, input: HandOver): Promise<Run>;
  /** Begins a run that corrects one that has ended. */
  correctRun(runId: string, reason: string): Promise<Run>;
  /** The record of a run as JSON Lines for `opsdeck evidence verify`. */
  exportRun(runId: string): Promise<Blob>;
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

  getProof(query: ProofQuery, options: RequestOptions = {}) {
    return requestRoute(this.#fetch, routes.getProof, { query, ...options });
  }

  async exportProof(query: ProofQuery, format: ProofFormat) {
    return this.#blob(
      routePath(files.exportProof) + queryString({ ...query, format }),
    );
  }

  addEvidence(runId: string, stepId: string, body: AddEvidence) {
    return requestRoute(this.#fetch, routes.addEvidence, {
      params: { runId, stepId },
      body,
    });
  }

  async addFile(
    runId: string,
    stepId: string,
    file: z.input<typeof addFileQuerySchema>,
    content: Blob,
  ) {
    const { addFile } = files;
    const path = routePath(addFile, { runId, stepId });
    const response = await requestOk(
      this.#fetch,
      path + queryString({ ...file }),
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: content,
      },
    );
    return addFile.answer.parse(await response.json());
  }

  async getFile(runId: string, evidenceId: string) {
    return this.#blob(routePath(files.getFile, { runId, evidenceId }));
  }

  confirmStep(runId: string, stepId: string, body: ConfirmStep) {
    return requestRoute(this.#fetch, routes.confirmStep, {
      params: { runId, stepId },
      body,
    });
  }

  rejectStep(runId: string, stepId: string, body: RejectStep) {
    return requestRoute(this.#fetch, routes.rejectStep, {
      params: { runId, stepId },
      body,
    });
  }

  handOver(runId: string, body: HandOver) {
    return requestRoute(this.#fetch, routes.handOver, {
      params: { runId },
      body,
    });
  }

  correctRun(runId: string, reason: string) {
    return requestRoute(this.#fetch, routes.correctRun, {
      params: { runId },
      body: { reason },
    });
  }

  async exportRun(runId: string) {
    return this.#blob(routePath(files.exportRun, { runId }));
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

  async #blob(path: string): Promise<Blob> {
    return (await requestOk(this.#fetch, path)).blob();
  }
}
