import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ChecklistDetails,
  OccurrencePage,
  Run,
  RunPage,
  RunbooksOverview,
  SetStep,
  StartRun,
  occurrenceQuerySchema,
  runQuerySchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { z } from 'zod/v4';

/** What a request is about and on whose behalf it is made. */
export interface EntityRequest {
  entityRef: string;
  credentials: BackstageCredentials;
}

/** A request about one run. */
export interface RunRequest {
  runId: string;
  credentials: BackstageCredentials;
}

/** Which page of the history. */
export type HistoryRequest = z.output<typeof runQuerySchema>;

/** Which time is asked about. */
export type OccurrencesRequest = z.output<typeof occurrenceQuerySchema>;

/** The questions that the Runbooks API answers, and the writes that it takes. */
export interface RunbooksService {
  getOverview(request: EntityRequest): Promise<RunbooksOverview>;
  /** @throws NotFoundError when the entity has no such checklist now. */
  getChecklist(
    request: EntityRequest,
    checklistId: string,
  ): Promise<ChecklistDetails>;
  listOccurrences(
    request: EntityRequest,
    query: OccurrencesRequest,
  ): Promise<OccurrencePage>;
  /** @throws InputError when the cursor is not ours. */
  listRuns(request: EntityRequest, query: HistoryRequest): Promise<RunPage>;
  /** @throws ConflictError when another run has the occurrence, or it is on record as missed. */
  startRun(request: EntityRequest, input: StartRun): Promise<Run>;
  /** @throws NotFoundError when there is no such run. */
  getRun(request: RunRequest): Promise<Run>;
  /**
   * @throws InputError when a reason is missing.
   * @throws StepConflictError when somebody has changed the step meanwhile.
   * @throws ConflictError when the run has ended.
   */
  setStep(request: RunRequest, stepId: string, input: SetStep): Promise<Run>;
  /** @throws InputError while steps are open; ConflictError when the run has ended. */
  finishRun(request: RunRequest): Promise<Run>;
  /** @throws ConflictError when the run has ended. */
  abandonRun(request: RunRequest, reason: string): Promise<Run>;
  /**
   * The evidence of a run as lines of an export, each with its end.
   *
   * @throws NotFoundError when there is no such run, or no evidence of it.
   */
  exportRun(request: RunRequest): Promise<AsyncIterable<string>>;
}

/** The same, for a caller who is known to be allowed. */
export interface TrustedRunbooksService extends RunbooksService {
  /**
   * The entity that a run is about.
   *
   * @throws NotFoundError when there is no such run.
   */
  entityOf(runId: string): Promise<string>;
}
