import { InputError } from '@backstage/errors';
import { StatusStore } from '@opsdeck/backstage-plugin-operations-node';
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
} from '@opsdeck/backstage-plugin-runbooks-common';
import { CheckRunner } from '../checks/CheckRunner';
import { RunbookStores } from '../database/openDatabase';
import { AttachedFile } from '../database/attachments';
import { runStream } from '../database/runEvidence';
import { ActorReader, personOf } from './ActorReader';
import { decodeCursor, encodeCursor } from './cursor';
import { OccurrenceLister } from './OccurrenceLister';
import { OverviewBuilder } from './OverviewBuilder';
import { ProofBuilder } from './ProofBuilder';
import { RunSignals } from './RunSignals';
import { RunWork } from './RunWork';
import {
  EntityRequest,
  HistoryRequest,
  OccurrencesRequest,
  RunRequest,
  TrustedRunbooksService,
} from './RunbooksService';

export interface DefaultRunbooksServiceOptions {
  stores: Pick<RunbookStores, 'documents' | 'runs' | 'evidence'>;
  overviews: OverviewBuilder;
  occurrences: OccurrenceLister;
  checks: CheckRunner;
  statuses: Pick<StatusStore, 'touch'>;
  actors: ActorReader;
  work: RunWork;
  proofs: ProofBuilder;
  signals: Pick<RunSignals, 'seen'>;
  clock?: () => Date;
}

/** Answers from the database, and keeps what people do. */
export class DefaultRunbooksService implements TrustedRunbooksService {
  readonly #options: DefaultRunbooksServiceOptions;
  readonly #work: RunWork;
  readonly #clock: () => Date;

  constructor(options: DefaultRunbooksServiceOptions) {
    this.#options = options;
    this.#work = options.work;
    this.#clock = options.clock ?? (() => new Date());
  }

  async getOverview({
    entityRef,
  }: Pick<EntityRequest, 'entityRef'>): Promise<RunbooksOverview> {
    return this.#options.overviews.build(entityRef, this.#clock());
  }

  async getChecklist(
    { entityRef }: EntityRequest,
    checklistId: string,
  ): Promise<ChecklistDetails> {
    const { id, title, path, url, definition } =
      await this.#options.stores.documents.getChecklist({
        entityRef,
        id: checklistId,
      });
    return {
      id,
      entityRef,
      title,
      place: { path, line: definition.line, url },
      definition,
    };
  }

  async listOccurrences(
    { entityRef }: EntityRequest,
    query: OccurrencesRequest,
  ): Promise<OccurrencePage> {
    return this.#options.occurrences.list(entityRef, query, this.#clock());
  }

  async listRuns(
    { entityRef }: EntityRequest,
    { checklistId, cursor, limit }: HistoryRequest,
  ): Promise<RunPage> {
    const runs = await this.#options.stores.runs.page(entityRef, {
      checklistId,
      after: decodeCursor(cursor),
      limit: limit + 1,
    });
    const items = runs.slice(0, limit);
    return {
      items,
      nextCursor:
        runs.length > limit ? encodeCursor(items[items.length - 1]) : null,
    };
  }

  async startRun(
    { entityRef, credentials }: EntityRequest,
    { checklistId, scheduledAt }: StartRun,
  ): Promise<Run> {
    const { documents, runs } = this.#options.stores;
    const actor = await this.#options.actors.read(credentials);
    const checklist = await documents.getChecklist({
      entityRef,
      id: checklistId,
    });
    const runId = await runs.start(checklist, {
      scheduledAt,
      actor,
      now: this.#clock(),
    });
    const toCheck = await runs.getToCheck(runId);
    if (toCheck) await this.#options.checks.checkRun(toCheck, credentials);
    return runs.get(runId);
  }

  async getRun({ runId, credentials }: RunRequest): Promise<Run> {
    const run = await this.#options.stores.runs.get(runId);
    const person = personOf(credentials);
    if (person && run.state === 'running') {
      await this.#options.signals.seen(runId, person);
    }
    return run;
  }

  async setStep(
    request: RunRequest,
    stepId: string,
    input: SetStep,
  ): Promise<Run> {
    await this.#work.setStep(request, stepId, input);
    return this.getRun(request);
  }

  async addEvidence(
    request: RunRequest,
    stepId: string,
    input: AddEvidence,
  ): Promise<Run> {
    await this.#work.addEvidence(request, stepId, input);
    return this.getRun(request);
  }

  async addFile(
    request: RunRequest,
    stepId: string,
    file: AddFile,
    bytes: () => Promise<Buffer>,
  ): Promise<Run> {
    await this.#work.addFile(request, stepId, file, bytes);
    return this.getRun(request);
  }

  async getFile(
    { runId }: RunRequest,
    evidenceId: string,
  ): Promise<AttachedFile> {
    return this.#options.stores.runs.file(runId, evidenceId);
  }

  async confirmStep(
    request: RunRequest,
    stepId: string,
    input: ConfirmStep,
  ): Promise<Run> {
    await this.#work.confirmStep(request, stepId, input);
    return this.getRun(request);
  }

  async rejectStep(
    request: RunRequest,
    stepId: string,
    input: RejectStep,
  ): Promise<Run> {
    await this.#work.rejectStep(request, stepId, input);
    return this.getRun(request);
  }

  async handOver(request: RunRequest, input: HandOver): Promise<Run> {
    await this.#work.handOver(request, input);
    return this.getRun(request);
  }

  async correctRun(
    { runId, credentials }: RunRequest,
    reason: string,
  ): Promise<Run> {
    const id = await this.#options.stores.runs.correct(runId, {
      reason,
      actor: await this.#options.actors.read(credentials),
      now: this.#clock(),
    });
    return this.getRun({ runId: id, credentials });
  }

  async finishRun({ runId, credentials }: RunRequest): Promise<Run> {
    const { runs } = this.#options.stores;
    const actor = await this.#options.actors.read(credentials);
    await runs.change(runId, async writer => {
      if (writer.openSteps > 0) {
        throw new InputError(
          `${stepCount(
            writer.openSteps,
          )} still open; close each, or abandon the run`,
        );
      }
      if (writer.awaitingSteps > 0) {
        throw new InputError(
          `${stepCount(
            writer.awaitingSteps,
          )} still waiting for a second person to confirm`,
        );
      }
      await writer.end('finished', actor, this.#clock());
    });
    return this.#ended(runId);
  }

  async abandonRun(
    { runId, credentials }: RunRequest,
    reason: string,
  ): Promise<Run> {
    const { runs } = this.#options.stores;
    const actor = await this.#options.actors.read(credentials);
    await runs.change(runId, writer =>
      writer.end('abandoned', actor, this.#clock(), reason),
    );
    return this.#ended(runId);
  }

  async exportRun({ runId }: RunRequest): Promise<AsyncIterable<string>> {
    const { evidence } = this.#options.stores;
    return evidence.export([runStream(runId)], this.#clock());
  }

  proofEntities(query: ProofQuery): Promise<string[]> {
    return this.#options.proofs.entityRefs(query);
  }

  getProof(entityRefs: readonly string[], query: ProofQuery): Promise<Proof> {
    return this.#options.proofs.build(entityRefs, query, this.#clock());
  }

  exportProof(
    entityRefs: readonly string[],
    query: ProofQuery,
    format: ProofFormat,
  ): Promise<AsyncIterable<string>> {
    return this.#options.proofs.export(
      entityRefs,
      query,
      format,
      this.#clock(),
    );
  }

  entityOf(runId: string): Promise<string> {
    return this.#options.stores.runs.entityOf(runId);
  }

  async #ended(runId: string): Promise<Run> {
    const run = await this.#options.stores.runs.get(runId);
    await this.#options.statuses.touch([run.entityRef], this.#clock());
    return run;
  }
}

function stepCount(count: number): string {
  return count === 1 ? '1 step is' : `${count} steps are`;
}
