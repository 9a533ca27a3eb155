import { ConflictError, NotFoundError } from '@backstage/errors';
import { EvidenceStore } from '@opsdeck/backstage-plugin-operations-node';
import {
  RunEvent,
  RunStep,
  RunbookChecklist,
  awaitsConfirmation,
  flattenSteps,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { keepAttachment, readAttachments } from './attachments';
import { readDefinitions } from './definitions';
import { addEvent } from './runEvents';
import { RunHappening } from './runEvidence';
import { EventRow, RunRow, StepRow, toEvent, toStep } from './rows';

/** Somebody else has changed the step meanwhile. */
export class StepConflictError extends ConflictError {
  readonly current: RunStep;

  constructor(current: RunStep) {
    super(
      `Somebody has changed this step meanwhile: it is ${current.state} by ${
        current.actor ?? 'its live check'
      } since ${current.at}`,
    );
    this.current = current;
  }
}

/** Rows of one run that is under way; the transaction holds the run's row. */
export class RunRecord {
  protected readonly trx: Knex.Transaction;
  readonly run: RunRow;
  readonly #evidence: EvidenceStore;
  #definition: Promise<RunbookChecklist> | undefined;

  constructor(trx: Knex.Transaction, run: RunRow, evidence: EvidenceStore) {
    this.trx = trx;
    this.run = run;
    this.#evidence = evidence;
  }

  /** The definition that the run began with. */
  async definition(): Promise<RunbookChecklist> {
    this.#definition ??= this.#readDefinition();
    return this.#definition;
  }

  /** @throws NotFoundError when the run has no such step. */
  async step(stepId: string): Promise<RunStep> {
    const row = await this.trx<StepRow>('run_steps')
      .where({ run_id: this.run.id, step_id: stepId })
      .first();
    if (!row) throw new NotFoundError(`The run has no step "${stepId}"`);
    return toStep(row, await readAttachments(this.trx, [this.run.id], stepId));
  }

  /**
   * The step as the caller has looked at it.
   *
   * @throws StepConflictError when it is another version by now.
   */
  async stepAt(stepId: string, expectedVersion: number): Promise<RunStep> {
    const current = await this.step(stepId);
    if (current.version !== expectedVersion) {
      throw new StepConflictError(current);
    }
    return current;
  }

  /** Every step, in the order of the definition. */
  async steps(): Promise<RunStep[]> {
    const rows = await this.trx<StepRow>('run_steps')
      .where({ run_id: this.run.id })
      .orderBy('position');
    return rows.map(row => toStep(row, []));
  }

  /** Every event, oldest first. */
  async events(): Promise<RunEvent[]> {
    const rows = await this.trx<EventRow>('run_events')
      .where({ run_id: this.run.id })
      .orderBy('seq');
    return rows.map(toEvent);
  }

  async updateRun(changes: Partial<RunRow>): Promise<void> {
    await this.trx<RunRow>('runs').where({ id: this.run.id }).update(changes);
  }

  /** Changes a step; a new state has not been confirmed by anybody. */
  async updateStep(current: RunStep, changes: Partial<StepRow>): Promise<void> {
    const confirmation =
      changes.state === undefined
        ? {}
        : { confirmed_by: null, confirmed_at: null };
    await this.trx<StepRow>('run_steps')
      .where({ run_id: this.run.id, step_id: current.stepId })
      .update({ ...confirmation, ...changes, version: current.version + 1 });
  }

  /** Keeps what happened, as event and as evidence, with what was attached. */
  async record(happening: RunHappening, bytes?: Buffer): Promise<void> {
    const { stepId, attachment } = happening;
    const step = stepId === undefined ? undefined : await this.#textOf(stepId);
    const seq = await addEvent(this.trx, this.#evidence, this.run, {
      ...happening,
      step,
    });
    if (!attachment) return;
    await keepAttachment(this.trx, this.run.id, seq, {
      evidence: attachment,
      bytes,
    });
  }

  /** Counts the steps anew and notes where the work has come to. */
  async recount(
    stepId: string,
    actor: string | null,
    at: string,
  ): Promise<void> {
    const steps = await this.steps();
    const { steps: defined } = await this.definition();
    const byId = new Map(
      flattenSteps(defined).map(({ step }) => [step.id, step]),
    );
    const isClosed = steps.some(
      step => step.stepId === stepId && step.state !== 'open',
    );
    await this.updateRun({
      closed: steps.filter(({ state }) => state !== 'open').length,
      failed: steps.filter(({ state }) => state === 'failed').length,
      awaiting: steps.filter(step => {
        const definition = byId.get(step.stepId);
        return definition && awaitsConfirmation(definition, step);
      }).length,
      ...(isClosed
        ? {
            last_text: await this.#textOf(stepId),
            last_actor: actor,
            last_at: at,
          }
        : {}),
    });
  }

  /** What the step says; empty when the definition does not have it. */
  async #textOf(stepId: string): Promise<string> {
    const { steps } = await this.definition();
    const found = flattenSteps(steps).find(({ step }) => step.id === stepId);
    return found?.step.text ?? '';
  }

  async #readDefinition(): Promise<RunbookChecklist> {
    const hash = this.run.definition_hash;
    const definition = (await readDefinitions(this.trx, [hash])).get(hash);
    if (!definition) {
      throw new Error(`The definition of run ${this.run.id} is missing`);
    }
    return definition;
  }
}
