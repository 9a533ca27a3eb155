import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  EntityAuthorizer,
  EntityPermission,
} from '@opsdeck/backstage-plugin-operations-node';
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
  runbooksReadPermission,
  runbooksRunPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { AttachedFile } from '../database/attachments';
import { noRun } from '../database/RunStore';
import {
  EntityRequest,
  HistoryRequest,
  OccurrencesRequest,
  ProofRequest,
  RunRequest,
  RunbooksService,
  TrustedRunbooksService,
} from './RunbooksService';

/** Decides who may ask and write; the only place in this backend that knows permissions. */
export class AuthorizedRunbooksService implements RunbooksService {
  readonly #service: TrustedRunbooksService;
  readonly #authorizer: EntityAuthorizer;

  constructor(service: TrustedRunbooksService, authorizer: EntityAuthorizer) {
    this.#service = service;
    this.#authorizer = authorizer;
  }

  async getOverview(request: EntityRequest): Promise<RunbooksOverview> {
    return this.#service.getOverview(
      await this.#entity(request, runbooksReadPermission),
    );
  }

  async getChecklist(
    request: EntityRequest,
    checklistId: string,
  ): Promise<ChecklistDetails> {
    return this.#service.getChecklist(
      await this.#entity(request, runbooksReadPermission),
      checklistId,
    );
  }

  async listOccurrences(
    request: EntityRequest,
    query: OccurrencesRequest,
  ): Promise<OccurrencePage> {
    return this.#service.listOccurrences(
      await this.#entity(request, runbooksReadPermission),
      query,
    );
  }

  async listRuns(
    request: EntityRequest,
    query: HistoryRequest,
  ): Promise<RunPage> {
    return this.#service.listRuns(
      await this.#entity(request, runbooksReadPermission),
      query,
    );
  }

  async startRun(request: EntityRequest, input: StartRun): Promise<Run> {
    return this.#service.startRun(
      await this.#entity(request, runbooksRunPermission),
      input,
    );
  }

  async getRun(request: RunRequest): Promise<Run> {
    await this.#run(request, runbooksReadPermission);
    return this.#service.getRun(request);
  }

  async setStep(
    request: RunRequest,
    stepId: string,
    input: SetStep,
  ): Promise<Run> {
    await this.#run(request, runbooksRunPermission);
    return this.#service.setStep(request, stepId, input);
  }

  async addEvidence(
    request: RunRequest,
    stepId: string,
    input: AddEvidence,
  ): Promise<Run> {
    await this.#run(request, runbooksRunPermission);
    return this.#service.addEvidence(request, stepId, input);
  }

  async addFile(
    request: RunRequest,
    stepId: string,
    file: AddFile,
    bytes: () => Promise<Buffer>,
  ): Promise<Run> {
    await this.#run(request, runbooksRunPermission);
    return this.#service.addFile(request, stepId, file, bytes);
  }

  async getFile(
    request: RunRequest,
    evidenceId: string,
  ): Promise<AttachedFile> {
    await this.#run(request, runbooksReadPermission);
    return this.#service.getFile(request, evidenceId);
  }

  async confirmStep(
    request: RunRequest,
    stepId: string,
    input: ConfirmStep,
  ): Promise<Run> {
    await this.#run(request, runbooksRunPermission);
    return this.#service.confirmStep(request, stepId, input);
  }

  async rejectStep(
    request: RunRequest,
    stepId: string,
    input: RejectStep,
  ): Promise<Run> {
    await this.#run(request, runbooksRunPermission);
    return this.#service.rejectStep(request, stepId, input);
  }

  async handOver(request: RunRequest, input: HandOver): Promise<Run> {
    await this.#run(request, runbooksRunPermission);
    return this.#service.handOver(request, input);
  }

  async correctRun(request: RunRequest, reason: string): Promise<Run> {
    await this.#run(request, runbooksRunPermission);
    return this.#service.correctRun(request, reason);
  }

  async finishRun(request: RunRequest): Promise<Run> {
    await this.#run(request, runbooksRunPermission);
    return this.#service.finishRun(request);
  }

  async abandonRun(request: RunRequest, reason: string): Promise<Run> {
    await this.#run(request, runbooksRunPermission);
    return this.#service.abandonRun(request, reason);
  }

  async exportRun(request: RunRequest): Promise<AsyncIterable<string>> {
    await this.#run(request, runbooksReadPermission);
    return this.#service.exportRun(request);
  }

  async getProof(request: ProofRequest): Promise<Proof> {
    const entityRefs = await this.#proven(request);
    return this.#service.getProof(entityRefs, request.query);
  }

  async exportProof(
    request: ProofRequest,
    format: ProofFormat,
  ): Promise<AsyncIterable<string>> {
    const entityRefs = await this.#proven(request);
    return this.#service.exportProof(entityRefs, request.query, format);
  }

  /** Entities that a proof is about and that the caller may read. */
  async #proven({ credentials, query }: ProofRequest): Promise<string[]> {
    const owned = await this.#readable(credentials, query);
    const { owner } = query;
    if (owner === undefined) return owned.map(each => stringifyEntityRef(each));
    const ownerRef = stringifyEntityRef(parseEntityRef(owner));
    return owned
      .filter(({ relations = [] }) =>
        relations.some(
          ({ type, targetRef }) =>
            type === RELATION_OWNED_BY && targetRef === ownerRef,
        ),
      )
      .map(each => stringifyEntityRef(each));
  }

  async #readable(
    credentials: BackstageCredentials,
    query: ProofQuery,
  ): Promise<Entity[]> {
    const permission = runbooksReadPermission;
    const { entityRef } = query;
    if (entityRef) {
      return [
        await this.#authorizer.require(credentials, permission, entityRef),
      ];
    }
    const refs = await this.#service.proofEntities(query);
    const readable = await this.#authorizer.readable(
      credentials,
      permission,
      refs,
    );
    if (refs.length > 0 && readable.length === 0) {
      throw new NotAllowedError(
        `This needs the permission ${permission.name} on a service with runbooks`,
      );
    }
    return readable;
  }

  async #entity(
    { credentials, entityRef }: EntityRequest,
    permission: EntityPermission,
  ): Promise<EntityRequest> {
    const entity = await this.#authorizer.require(
      credentials,
      permission,
      entityRef,
    );
    return { credentials, entityRef: stringifyEntityRef(entity) };
  }

  /** A run of a hidden entity does not exist for the caller, its entity's name neither. */
  async #run(
    { credentials, runId }: RunRequest,
    permission: EntityPermission,
  ): Promise<void> {
    const entityRef = await this.#service.entityOf(runId);
    try {
      await this.#authorizer.require(credentials, permission, entityRef);
    } catch (error) {
      throw error instanceof NotFoundError ? noRun(runId) : error;
    }
  }
}
