import { ConflictError, NotFoundError } from '@backstage/errors';
import { EvidenceStore } from '@opsdeck/backstage-plugin-operations-node';
import {
  CheckEffect,
  CheckResult,
  RunEvent,
  RunStep,
  SetStep,
  StepCheck,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { readDefinitions } from './definitions';
import { OccurrenceStore } from './OccurrenceStore';
import { EventRow, RunRow, StepRow, toStep } from './rows';
import { RunActor, RunHappening, runEvidence, runStream } from './runEvidence';

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
  readonly #evidence: EvidenceStore;
  #definition: ReturnType<typeof readDefinitions> | undefined;

  constructor(
    trx: Knex.Transaction,
    run: RunRow,
    stores: { occurrences: OccurrenceStore; evidence: EvidenceStore },
  ) {
    this.#trx = trx;
    this.#run = run;
    this.#occurrences = stores.occurrences;
    this.#evidence = stores.evidence;
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
    actor: RunActor,
    now: Date,
  ): Promise<void> {
    if (current.version !== change.expectedVersion) {
      throw new StepConflictError(current);
    }
    const at = now.toISOString();
    const { state, reason = null, note = null } = change;
    const noteOnly = state === current.state && reason === null;
    await this.#updateStep(current, {
      ...(noteOnly
        ? {}
        : { state, reason, actor: actor.ref, at, method: 'manual' }),
      ...(note === null ? {} : { note }),
    });
    if (noteOnly && note === null) return;
    await this.#record({
      kind: noteOnly ? 'note' : 'step',
      at,
      actor,
      stepId: current.stepId,
      state: noteOnly ? null : state,
      reason,
      note,
    });
    if (!noteOnly) await this.#recount(current.stepId, actor.ref, at);
  }

  /** Keeps what a live check found, and does to the step what follows from it. */
  async setCheck(
    current: RunStep,
    { check, result }: { check: StepCheck; result: CheckResult },
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
    await this.#record({
      kind: 'check',
      at,
      actor: null,
      stepId: current.stepId,
      state: stateAfter(effect),
      check,
      result,
    });
    if (effect !== 'none') await this.#recount(current.stepId, null, at);
  }

  /** Ends the run; the occurrence is done, or free for another run when this one was abandoned. */
  async end(
    state: 'finished' | 'abandoned',
    actor: RunActor,
    now: Date,
    reason: string | null = null,
  ): Promise<void> {
    const at = now.toISOString();
    await this.#trx<RunRow>('runs')
      .where({ id: this.#run.id })
      .update({ state, ended_at: at, ended_by: actor.ref, reason });
    await this.#occurrences.settle(
      this.#trx,
      this.#run.id,
      state === 'finished' ? at : null,
    );
    await this.#record({ kind: state, at, actor, reason });
  }

  async #record(happening: RunHappening): Promise<void> {
    const { stepId } = happening;
    const step = stepId === undefined ? undefined : await this.#textOf(stepId);
    await addEvent(this.#trx, this.#evidence, this.#run, {
      ...happening,
      step,
    });
  }

  /** What the step says; empty when the definition does not have it. */
  async #textOf(stepId: string): Promise<string> {
    const hash = this.#run.definition_hash;
    this.#definition ??= readDefinitions(this.#trx, [hash]);
    const definition = (await this.#definition).get(hash);
    return definition ? textOf(definition.steps, stepId) : '';
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
    const closed = steps.filter(({ state }) => state !== 'open').length;
    const isClosed = steps.some(
      step => step.step_id === stepId && step.state !== 'open',
    );
    await this.#trx<RunRow>('runs')
      .where({ id: this.#run.id })
      .update({
        closed,
        failed: steps.filter(({ state }) => state === 'failed').length,
        ...(isClosed
          ? {
              last_text: await this.#textOf(stepId),
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

/**
 * Adds to the record of a run, and the same as evidence; the caller's transaction
 * holds the run's row.
 *
 * @throws InputError when it cannot be kept as evidence.
 */
export async function addEvent(
  trx: Knex.Transaction,
  evidence: EvidenceStore,
  run: RunRow,
  happening: RunHappening,
): Promise<void> {
  const { kind, at, actor, result } = happening;
  await trx<RunRow>('runs').where({ id: run.id }).increment('event_count', 1);
  const counted = await trx<RunRow>('runs')
    .where({ id: run.id })
    .first('event_count');
  const seq = counted?.event_count ?? 1;
  await trx<EventRow>('run_events').insert({
    run_id: run.id,
    seq,
    at,
    kind,
    actor: actor?.ref ?? null,
    step_id: happening.stepId ?? null,
    state: happening.state ?? null,
    reason: happening.reason ?? null,
    note: happening.note ?? null,
    evidence: result ? JSON.stringify(result) : null,
  });
  await evidence.append(
    trx,
    runStream(run.id),
    runEvidence(run, seq, happening),
    { closes: kind === 'finished' || kind === 'abandoned' },
  );
}
