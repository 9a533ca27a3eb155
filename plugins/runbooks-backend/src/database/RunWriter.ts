import { EvidenceStore } from '@opsdeck/backstage-plugin-operations-node';
import {
  CheckEffect,
  CheckResult,
  RunEvent,
  RunStep,
  SetStep,
  StepCheck,
  paceOf,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { OccurrenceStore } from './OccurrenceStore';
import { RunActor } from './runEvidence';
import { RunRecord, StepConflictError } from './RunRecord';
import { RunRow, StepRow } from './rows';

/** Changes of one run that is under way; each leaves an event in the same transaction. */
export class RunWriter extends RunRecord {
  readonly #occurrences: OccurrenceStore;

  constructor(
    trx: Knex.Transaction,
    run: RunRow,
    stores: { occurrences: OccurrenceStore; evidence: EvidenceStore },
  ) {
    super(trx, run, stores.evidence);
    this.#occurrences = stores.occurrences;
  }

  /** How many steps are open. */
  get openSteps(): number {
    return this.run.total - this.run.closed;
  }

  /** How many steps wait for a second person. */
  get awaitingSteps(): number {
    return this.run.awaiting;
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
    await this.updateStep(current, {
      ...(noteOnly
        ? {}
        : { state, reason, actor: actor.ref, at, method: 'manual' }),
      ...(note === null ? {} : { note }),
    });
    if (noteOnly && note === null) return;
    await this.record({
      kind: noteOnly ? 'note' : 'step',
      at,
      actor,
      stepId: current.stepId,
      state: noteOnly ? null : state,
      reason,
      note,
    });
    if (!noteOnly) await this.recount(current.stepId, actor.ref, at);
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
      await this.trx<StepRow>('run_steps')
        .where({ run_id: this.run.id, step_id: current.stepId })
        .update({ check_result: evidence });
      if (current.check?.outcome === result.outcome) return;
    } else {
      await this.updateStep(current, {
        state: effect === 'tick' ? 'done' : 'open',
        reason: effect === 'tick' ? null : result.reason,
        actor: null,
        at,
        method: 'automatic',
        check_result: evidence,
      });
    }
    await this.record({
      kind: 'check',
      at,
      actor: null,
      stepId: current.stepId,
      state: stateAfter(effect),
      check,
      result,
    });
    if (effect !== 'none') await this.recount(current.stepId, null, at);
  }

  /** Ends the run; the occurrence is done, or free for another run when this one was abandoned. */
  async end(
    state: 'finished' | 'abandoned',
    actor: RunActor,
    now: Date,
    reason: string | null = null,
  ): Promise<void> {
    const at = now.toISOString();
    const { steps } = await this.definition();
    const { ticked, hurried } = paceOf(steps, await this.events());
    await this.updateRun({
      state,
      ended_at: at,
      ended_by: actor.ref,
      reason,
      ticked,
      hurried,
    });
    await this.#occurrences.settle(
      this.trx,
      this.run.id,
      state === 'finished' ? at : null,
    );
    await this.record({ kind: state, at, actor, reason });
  }
}

function stateAfter(effect: CheckEffect): RunEvent['state'] {
  if (effect === 'none') return null;
  return effect === 'tick' ? 'done' : 'open';
}
