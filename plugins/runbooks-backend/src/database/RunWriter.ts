import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  CheckEffect,
  CheckResult,
  RunEvent,
  RunStep,
  SetStep,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { readDefinitions } from './definitions';
import { OccurrenceStore } from './OccurrenceStore';
import { EventRow, RunRow, StepRow, toStep } from './rows';

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

/** Changes of one run that is under way; each leaves an event in the same transaction. */
export class RunWriter {
  readonly #trx: Knex.Transaction;
  readonly #run: RunRow;
  readonly #occurrences: OccurrenceStore;

  constructor(
    trx: Knex.Transaction,
    run: RunRow,
    occurrences: OccurrenceStore,
  ) {
    this.#trx = trx;
    this.#run = run;
    this.#occurrences = occurrences;
  }

  /** How many steps are open. */
  get openSteps(): number {
    return this.#run.total - this.#run.closed;
  }

  /** @throws NotFoundError when the run has no such step. */
  async step(stepId: string): Promise<RunStep> {
    const row = await this.#trx<StepRow>('run_steps')
      .where({ run_id: this.#run.id, step_id: stepId })
      .first();
    if (!row) throw new NotFoundError(`The run has no step "${stepId}"`);
    return toStep(row);
  }

  /**
   * Sets a step as a person says.
   *
   * @throws StepConflictError when it is not the version that the change is based on.
   */
  async setStep(
    current: RunStep,
    change: SetStep,
    actor: string,
    now: Date,
  ): Promise<void> {
    if (current.version !== change.expectedVersion) {
      throw new StepConflictError(current);
    }
    const at = now.toISOString();
    const { state, reason = null, note = null } = change;
    const noteOnly = state === current.state && reason === null;
    await this.#updateStep(current, {
      ...(noteOnly ? {} : { state, reason, actor, at, method: 'manual' }),
      ...(note === null ? {} : { note }),
    });
    if (noteOnly && note === null) return;
    await addEvent(this.#trx, this.#run.id, {
      kind: noteOnly ? 'note' : 'step',
      at,
      actor,
      stepId: current.stepId,
      state: noteOnly ? null : state,
      reason,
      note,
    });
    if (!noteOnly) await this.#recount(current.stepId, actor, at);
  }

  /** Keeps what a live check found, and does to the step what follows from it. */
  async setCheck(
    current: RunStep,
    result: CheckResult,
    effect: CheckEffect,
    now: Date,
  ): Promise<void> {
    const at = now.toISOString();
    const evidence = JSON.stringify(result);
    if (effect === 'none') {
      if (JSON.stringify(current.check) === evidence) return;
      await this.#trx<StepRow>('run_steps')
        .where({ run_id: this.#run.id, step_id: current.stepId })
        .update({ check_result: evidence });
      if (current.check?.outcome === result.outcome) return;
    } else {
      await this.#updateStep(current, {
        state: effect === 'tick' ? 'done' : 'open',
        reason: effect === 'tick' ? null : result.reason,
        actor: null,
        at,
        method: 'automatic',
        check_result: evidence,
      });
    }
    await addEvent(this.#trx, this.#run.id, {
      kind: 'check',
      at,
      actor: null,
      stepId: current.stepId,
      state: stateAfter(effect),
      evidence: result,
    });
    if (effect !== 'none') await this.#recount(current.stepId, null, at);
  }

  /** Ends the run; the occurrence is done, or free for another run when this one was abandoned. */
  async end(
    state: 'finished' | 'abandoned',
    actor: string,
    now: Date,
    reason: string | null = null,
  ): Promise<void> {
    const at = now.toISOString();
    await this.#trx<RunRow>('runs')
      .where({ id: this.#run.id })
      .update({ state, ended_at: at, ended_by: actor, reason });
    await this.#occurrences.settle(
      this.#trx,
      this.#run.id,
      state === 'finished' ? at : null,
    );
    await addEvent(this.#trx, this.#run.id, { kind: state, at, actor, reason });
  }

  async #updateStep(current: RunStep, changes: Partial<StepRow>) {
    await this.#trx<StepRow>('run_steps')
      .where({ run_id: this.#run.id, step_id: current.stepId })
      .update({ ...changes, version: current.version + 1 });
  }

  /** Counts the steps anew and notes where the work has come to. */
  async #recount(stepId: string, actor: string | null, at: string) {
    const steps = await this.#trx<StepRow>('run_steps')
      .where({ run_id: this.#run.id })
      .select('step_id', 'state', 'position');
    const definitions = await readDefinitions(this.#trx, [
      this.#run.definition_hash,
    ]);
    const definition = definitions.get(this.#run.definition_hash);
    const closed = steps.filter(({ state }) => state !== 'open').length;
    const isClosed = steps.some(
      step => step.step_id === stepId && step.state !== 'open',
    );
    await this.#trx<RunRow>('runs')
      .where({ id: this.#run.id })
      .update({
        closed,
        failed: steps.filter(({ state }) => state === 'failed').length,
        ...(isClosed && definition
          ? {
              last_text: textOf(definition.steps, stepId),
              last_actor: actor,
              last_at: at,
            }
          : {}),
      });
  }
}

interface TextStep {
  id: string;
  text: string;
  children: readonly TextStep[];
}

function textOf(steps: readonly TextStep[], id: string): string {
  for (const step of steps) {
    const text = step.id === id ? step.text : textOf(step.children, id);
    if (text) return text;
  }
  return '';
}

function stateAfter(effect: CheckEffect): RunEvent['state'] {
  if (effect === 'none') return null;
  return effect === 'tick' ? 'done' : 'open';
}

/** Adds to the record of a run; the caller's transaction holds the run's row. */
export async function addEvent(
  trx: Knex.Transaction,
  runId: string,
  event: Pick<RunEvent, 'kind' | 'at' | 'actor'> & Partial<RunEvent>,
): Promise<void> {
  await trx<RunRow>('runs').where({ id: runId }).increment('event_count', 1);
  const run = await trx<RunRow>('runs')
    .where({ id: runId })
    .first('event_count');
  await trx<EventRow>('run_events').insert({
    run_id: runId,
    seq: run?.event_count ?? 1,
    at: event.at,
    kind: event.kind,
    actor: event.actor,
    step_id: event.stepId ?? null,
    state: event.state ?? null,
    reason: event.reason ?? null,
    note: event.note ?? null,
    evidence: event.evidence ? JSON.stringify(event.evidence) : null,
  });
}
