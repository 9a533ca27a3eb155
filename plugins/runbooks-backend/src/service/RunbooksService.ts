import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AddEvidence,
  AddFile,
  ChecklistDetails,
  ConfirmStep,
  HandOver,
  OccurrencePage,
  Proof,
  ProofFormat,
  ProofQuery,
  RejectStep,
  Run,
  RunPage,
  RunbooksOverview,
  SetStep,
  StartRun,
  occurrenceQuerySchema,
  runQuerySchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { z } from 'zod/v4';
import { AttachedFile } from '../database/attachments';

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

/** A request for what was done in a period. */
export interface ProofRequest {
  query: ProofQuery;
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
   * @throws InputError when a reason or evidence is missing, or a pause point is before the step.
   * @throws StepConflictError when somebody has changed the step meanwhile.
   * @throws ConflictError when the run has ended.
   */
  setStep(request: RunRequest, stepId: string, input: SetStep): Promise<Run>;
  /**
   * @throws NotFoundError when there is no such step.
   * @throws ConflictError when the run has ended.
   */
  addEvidence(
    request: RunRequest,
    stepId: string,
    input: AddEvidence,
  ): Promise<Run>;
  /**
   * @param bytes - reads the file, once the caller is known to be allowed
   * @throws InputError when the file is empty.
   * @throws NotFoundError when there is no such step.
   * @throws ConflictError when the run has ended.
   */
  addFile(
    request: RunRequest,
    stepId: string,
    file: AddFile,
    bytes: () => Promise<Buffer>,
  ): Promise<Run>;
  /** @throws NotFoundError when the run has no such file. */
  getFile(request: RunRequest, evidenceId: string): Promise<AttachedFile>;
  /**
   * @throws InputError when the step waits for no second person.
   * @throws NotAllowedError when the caller set the step.
   * @throws StepConflictError when somebody has changed the step meanwhile.
   */
  confirmStep(
    request: RunRequest,
    stepId: string,
    input: ConfirmStep,
  ): Promise<Run>;
  /** Throws as confirmStep does. */
  rejectStep(
    request: RunRequest,
    stepId: string,
    input: RejectStep,
  ): Promise<Run>;
  /**
   * @throws InputError when it is to go to something else than a person or group.
   * @throws NotFoundError when the catalog does not have them for the caller.
   * @throws ConflictError when somebody has handed it over meanwhile.
   */
  handOver(request: RunRequest, input: HandOver): Promise<Run>;
  /** @throws ConflictError when the run has not ended, or is corrected already. */
  correctRun(request: RunRequest, reason: string): Promise<Run>;
  /** @throws InputError while steps are open or wait for a second person; ConflictError when the run has ended. */
  finishRun(request: RunRequest): Promise<Run>;
  /** @throws ConflictError when the run has ended. */
  abandonRun(request: RunRequest, reason: string): Promise<Run>;
  /**
   * The evidence of a run as lines of an export, each with its end.
   *
   * @throws NotFoundError when there is no such run, or no evidence of it.
   */
  exportRun(request: RunRequest): Promise<AsyncIterable<string>>;
  /** What was done in a period, of the entities that the caller may read. */
  getProof(request: ProofRequest): Promise<Proof>;
  /**
   * The evidence of the runs of a period as lines of a file, each with its end.
   *
   * @throws NotFoundError when there are none.
   * @throws InputError when there are more than one export holds.
   */
  exportProof(
    request: ProofRequest,
    format: ProofFormat,
  ): Promise<AsyncIterable<string>>;
}

/** The same, for a caller who is known to be allowed. */
export interface TrustedRunbooksService
  extends Omit<RunbooksService, 'getProof' | 'exportProof'> {
  /** Entities of which something was due or started in the period. */
  proofEntities(query: ProofQuery): Promise<string[]>;
  getProof(entityRefs: readonly string[], query: ProofQuery): Promise<Proof>;
  exportProof(
    entityRefs: readonly string[],
    query: ProofQuery,
    format: ProofFormat,
  ): Promise<AsyncIterable<string>>;
  /**
   * The entity that a run is about.
   *
   * @throws NotFoundError when there is no such run.
   */
  entityOf(runId: string): Promise<string>;
}
