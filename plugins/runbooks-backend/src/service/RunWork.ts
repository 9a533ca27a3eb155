import { randomUUID } from 'node:crypto';
import { basename } from 'node:path/posix';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AddEvidence,
  AddFile,
  ConfirmStep,
  HandOver,
  RejectStep,
  RunStep,
  RunbookStep,
  SetStep,
  StepEvidence,
  checkPausePoint,
  checkReview,
  checkStepChange,
  flattenSteps,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { sha256Of } from '../database/attachments';
import { RunRecord } from '../database/RunRecord';
import { RunStore } from '../database/RunStore';
import { RunActor } from '../database/runEvidence';
import { attach, confirm, handOver, reject } from '../database/teamwork';
import { ActorReader } from './ActorReader';
import { RunRequest } from './RunbooksService';

export interface RunWorkOptions {
  runs: RunStore;
  actors: ActorReader;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  clock: () => Date;
}

/** What people do to the steps of a run that is under way. */
export class RunWork {
  readonly #options: RunWorkOptions;

  constructor(options: RunWorkOptions) {
    this.#options = options;
  }

  async setStep(
    { runId, credentials }: RunRequest,
    stepId: string,
    input: SetStep,
  ): Promise<void> {
    const { runs, actors, clock } = this.#options;
    const actor = await actors.read(credentials);
    await runs.change(runId, async run => {
      const now = clock();
      const current = await run.stepAt(stepId, input.expectedVersion);
      if (input.state !== current.state) {
        const definition = await stepOf(run, stepId);
        checkStepChange(definition, current, input, now);
        if (input.state !== 'open') {
          const { steps } = await run.definition();
          checkPausePoint(steps, await run.steps(), stepId);
        }
      }
      await run.setStep(current, input, actor, now);
    });
  }

  async addEvidence(
    request: RunRequest,
    stepId: string,
    { title, ...content }: AddEvidence,
  ): Promise<void> {
    await this.#attach(request, stepId, about => ({
      evidence: { ...content, ...about, title: title ?? null },
    }));
  }

  async addFile(
    request: RunRequest,
    stepId: string,
    { title, name, mediaType }: AddFile,
    read: () => Promise<Buffer>,
  ): Promise<void> {
    const bytes = await read();
    if (bytes.length === 0) throw new InputError('The file is empty');
    await this.#attach(request, stepId, about => ({
      evidence: {
        kind: 'file',
        name: fileName(name),
        mediaType,
        size: bytes.length,
        sha256: sha256Of(bytes),
        ...about,
        title: title ?? null,
      },
      bytes,
    }));
  }

  async confirmStep(
    request: RunRequest,
    stepId: string,
    input: ConfirmStep,
  ): Promise<void> {
    await this.#review(request, stepId, input, confirm);
  }

  async rejectStep(
    request: RunRequest,
    stepId: string,
    input: RejectStep,
  ): Promise<void> {
    await this.#review(request, stepId, input, reject);
  }

  /** The word of a second person on what became of a step. */
  async #review<T extends { expectedVersion: number }>(
    { runId, credentials }: RunRequest,
    stepId: string,
    input: T,
    write: (
      run: RunRecord,
      current: RunStep,
      input: T,
      actor: RunActor,
      now: Date,
    ) => Promise<void>,
  ): Promise<void> {
    const { runs, actors, clock } = this.#options;
    const actor = await actors.read(credentials);
    await runs.change(runId, async run => {
      const current = await run.stepAt(stepId, input.expectedVersion);
      checkReview(await stepOf(run, stepId), current, actor.ref);
      await write(run, current, input, actor, clock());
    });
  }

  async handOver(
    { runId, credentials }: RunRequest,
    input: HandOver,
  ): Promise<void> {
    const { runs, actors, clock } = this.#options;
    const actor = await actors.read(credentials);
    const to = await this.#assignee(input.to, credentials);
    await runs.change(runId, run =>
      handOver(run, { ...input, to }, actor, clock()),
    );
  }

  /** The full ref of a person or group that the caller sees in the catalog. */
  async #assignee(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const { kind, namespace, name } = parseEntityRef(ref);
    if (!['user', 'group'].includes(kind.toLocaleLowerCase('en-US'))) {
      throw new InputError(
        `"to": a run is handed to a person or a group; ${ref} is neither`,
      );
    }
    const entity = await this.#options.catalog.getEntityByRef(
      { kind, namespace, name },
      { credentials },
    );
    if (!entity) throw new NotFoundError(`No entity ${ref} in the catalog`);
    return stringifyEntityRef(entity);
  }

  async #attach(
    { runId, credentials }: RunRequest,
    stepId: string,
    make: (about: {
      id: string;
      stepId: string;
      at: string;
      actor: string;
    }) => { evidence: StepEvidence; bytes?: Buffer },
  ): Promise<void> {
    const { runs, actors, clock } = this.#options;
    const actor = await actors.read(credentials);
    const attached = make({
      id: randomUUID(),
      stepId,
      at: clock().toISOString(),
      actor: actor.ref,
    });
    await runs.change(runId, run => attach(run, attached, actor));
  }
}

/** @throws NotFoundError when the definition has no such step. */
async function stepOf(run: RunRecord, stepId: string): Promise<RunbookStep> {
  const { steps } = await run.definition();
  const found = flattenSteps(steps).find(({ step }) => step.id === stepId);
  if (!found) throw new NotFoundError(`The run has no step "${stepId}"`);
  return found.step;
}

/** Without folders and control characters: the name is shown and comes back in a header. */
function fileName(name: string): string {
  const last = basename(name.replaceAll('\\', '/'))
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .trim();
  return last || 'file';
}
