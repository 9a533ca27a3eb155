import {
  PluginFetch,
  entityPath,
  queryString,
  requestJson,
  requestOk,
} from '@opsdeck/backstage-plugin-operations-common';
import { ChecklistDetails, checklistDetailsSchema } from './definition';
import { RunbooksOverview, runbooksOverviewSchema } from './overview';
import { z } from 'zod/v4';
import { Proof, ProofFormat, ProofQuery, proofSchema } from './proof';
import {
  ConfirmStep,
  HandOver,
  RejectStep,
  Run,
  RunPage,
  RunQuery,
  SetStep,
  StartRun,
  runPageSchema,
  runSchema,
} from './run';
import { AddEvidence, addFileQuerySchema } from './stepEvidence';

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
    return this.#write(stepPath(runId, stepId), input);
  }

  getProof(query: ProofQuery, options: RequestOptions = {}) {
    return requestJson(this.#fetch, proofSchema, '/proof', {
      query,
      ...options,
    });
  }

  async exportProof(query: ProofQuery, format: ProofFormat) {
    return this.#blob(`/proof/evidence${queryString({ ...query, format })}`);
  }

  addEvidence(runId: string, stepId: string, input: AddEvidence) {
    return this.#write(`${stepPath(runId, stepId)}/evidence`, input);
  }

  async addFile(
    runId: string,
    stepId: string,
    file: z.input<typeof addFileQuerySchema>,
    content: Blob,
  ) {
    const path = `${stepPath(runId, stepId)}/files${queryString({ ...file })}`;
    const response = await requestOk(this.#fetch, path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: content,
    });
    return runSchema.parse(await response.json());
  }

  async getFile(runId: string, evidenceId: string) {
    return this.#blob(
      `${runPath(runId)}/files/${encodeURIComponent(evidenceId)}`,
    );
  }

  confirmStep(runId: string, stepId: string, input: ConfirmStep) {
    return this.#write(`${stepPath(runId, stepId)}/confirm`, input);
  }

  rejectStep(runId: string, stepId: string, input: RejectStep) {
    return this.#write(`${stepPath(runId, stepId)}/reject`, input);
  }

  handOver(runId: string, input: HandOver) {
    return this.#write(`${runPath(runId)}/hand-over`, input);
  }

  correctRun(runId: string, reason: string) {
    return this.#write(`${runPath(runId)}/corrections`, { reason });
  }

  async exportRun(runId: string) {
    return this.#blob(`${runPath(runId)}/evidence`);
  }

  finishRun(runId: string) {
    return this.#write(`${runPath(runId)}/finish`, {});
  }

  abandonRun(runId: string, reason: string) {
    return this.#write(`${runPath(runId)}/abandon`, { reason });
  }

  async #blob(path: string): Promise<Blob> {
    return (await requestOk(this.#fetch, path)).blob();
  }

  #write(path: string, body: unknown): Promise<Run> {
    return requestJson(this.#fetch, runSchema, path, { method: 'POST', body });
  }
}

function stepPath(runId: string, stepId: string): string {
  return `${runPath(runId)}/steps/${encodeURIComponent(stepId)}`;
}

function runPath(runId: string): string {
  return `/runs/${encodeURIComponent(runId)}`;
}
