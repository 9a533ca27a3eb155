import {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { StatusStore } from '@opsdeck/backstage-plugin-operations-node';
import {
  ChecklistDetails,
  OccurrencePage,
  Run,
  RunPage,
  RunbookStep,
  RunbooksOverview,
  SetStep,
  StartRun,
  checkStepChange,
  flattenSteps,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { CheckRunner } from '../checks/CheckRunner';
import { RunbookStores } from '../database/openDatabase';
import { RunActor, runStream } from '../database/runEvidence';
import { decodeCursor, encodeCursor } from './cursor';
import { OccurrenceLister } from './OccurrenceLister';
import { OverviewBuilder } from './OverviewBuilder';
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
  userInfo: UserInfoService;
  clock?: () => Date;
}

/** Answers from the database, and keeps what people do. */
export class DefaultRunbooksService implements TrustedRunbooksService {
  readonly #options: DefaultRunbooksServiceOptions;
  readonly #clock: () => Date;

  constructor(options: DefaultRunbooksServiceOptions) {
    this.#options = options;
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
    const actor = await this.#actor(credentials);
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

  async getRun({ runId }: RunRequest): Promise<Run> {
    return this.#options.stores.runs.get(runId);
  }

  async setStep(
    { runId, credentials }: RunRequest,
    stepId: string,
    input: SetStep,
  ): Promise<Run> {
    const { runs } = this.#options.stores;
    const actor = await this.#actor(credentials);
    const { definition } = await runs.get(runId);
    const now = this.#clock();
    await runs.change(runId, async writer => {
      const current = await writer.step(stepId);
      if (input.state !== current.state) {
        const step = stepOf(definition.steps, stepId);
        if (step) checkStepChange(step, current, input, now);
      }
      await writer.setStep(current, input, actor, now);
    });
    return runs.get(runId);
  }

  async finishRun({ runId, credentials }: RunRequest): Promise<Run> {
    const { runs } = this.#options.stores;
    const actor = await this.#actor(credentials);
    await runs.change(runId, async writer => {
      if (writer.openSteps > 0) {
        throw new InputError(
          `${
            writer.openSteps === 1
              ? '1 step is'
              : `${writer.openSteps} steps are`
          } still open; close each, or abandon the run`,
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
    const actor = await this.#actor(credentials);
    await runs.change(runId, writer =>
      writer.end('abandoned', actor, this.#clock(), reason),
    );
    return this.#ended(runId);
  }

  async exportRun({ runId }: RunRequest): Promise<AsyncIterable<string>> {
    const { evidence } = this.#options.stores;
    return evidence.export([runStream(runId)], this.#clock());
  }

  entityOf(runId: string): Promise<string> {
    return this.#options.stores.runs.entityOf(runId);
  }

  /** The person, with what they speak for at this moment: memberships change. */
  async #actor(credentials: BackstageCredentials): Promise<RunActor> {
    const ref = personOf(credentials);
    const { ownershipEntityRefs } = await this.#options.userInfo.getUserInfo(
      credentials,
    );
    return { ref, groups: ownershipEntityRefs.filter(each => each !== ref) };
  }

  async #ended(runId: string): Promise<Run> {
    const run = await this.#options.stores.runs.get(runId);
    await this.#options.statuses.touch([run.entityRef], this.#clock());
    return run;
  }
}

function stepOf(
  steps: readonly RunbookStep[],
  stepId: string,
): RunbookStep | undefined {
  return flattenSteps(steps).find(({ step }) => step.id === stepId)?.step;
}

/** Only a person can answer for what was done. */
function personOf({ principal }: BackstageCredentials): string {
  const ref =
    typeof principal === 'object' &&
    principal !== null &&
    'userEntityRef' in principal
      ? principal.userEntityRef
      : undefined;
  if (typeof ref !== 'string') {
    throw new NotAllowedError('Only a signed-in person can work through a run');
  }
  return ref;
}
