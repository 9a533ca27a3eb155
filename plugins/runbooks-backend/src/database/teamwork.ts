import { ConflictError } from '@backstage/errors';
import {
  ConfirmStep,
  HandOver,
  RejectStep,
  RunStep,
  StepEvidence,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { RunActor } from './runEvidence';
import { RunRecord, StepConflictError } from './RunRecord';

/**
 * Attaches to a step. Nothing is overwritten, so that no version is asked for; but
 * the step gets a new one: who confirms it has seen all of it.
 */
export async function attach(
  run: RunRecord,
  attached: { evidence: StepEvidence; bytes?: Buffer },
  actor: RunActor,
): Promise<void> {
  const { evidence, bytes } = attached;
  const current = await run.step(evidence.stepId);
  await run.updateStep(current, {});
  await run.record(
    {
      kind: 'evidence',
      at: evidence.at,
      actor,
      stepId: evidence.stepId,
      attachment: evidence,
    },
    bytes,
  );
}

/**
 * Keeps that a second person confirmed what became of a step.
 *
 * @throws StepConflictError when it is not the version that was looked at.
 */
export async function confirm(
  run: RunRecord,
  current: RunStep,
  { expectedVersion, note }: ConfirmStep,
  actor: RunActor,
  now: Date,
): Promise<void> {
  if (current.version !== expectedVersion) throw new StepConflictError(current);
  const at = now.toISOString();
  await run.updateStep(current, { confirmed_by: actor.ref, confirmed_at: at });
  await run.record({
    kind: 'confirmed',
    at,
    actor,
    stepId: current.stepId,
    state: current.state,
    note,
    doer: current.actor,
  });
  await run.recount(current.stepId, actor.ref, at);
}

/**
 * Opens a step again because a second person does not confirm it.
 *
 * @throws StepConflictError when it is not the version that was looked at.
 */
export async function reject(
  run: RunRecord,
  current: RunStep,
  { expectedVersion, reason }: RejectStep,
  actor: RunActor,
  now: Date,
): Promise<void> {
  if (current.version !== expectedVersion) throw new StepConflictError(current);
  const at = now.toISOString();
  await run.updateStep(current, {
    state: 'open',
    reason,
    actor: actor.ref,
    at,
    method: 'manual',
  });
  await run.record({
    kind: 'rejected',
    at,
    actor,
    stepId: current.stepId,
    state: 'open',
    reason,
    doer: current.actor,
  });
  await run.recount(current.stepId, actor.ref, at);
}

/**
 * Hands the run to a person or group.
 *
 * @throws ConflictError when somebody has handed it over meanwhile.
 */
export async function handOver(
  run: RunRecord,
  { to, note, expectedAssignee }: HandOver,
  actor: RunActor,
  now: Date,
): Promise<void> {
  const { assignee } = run.run;
  if (assignee !== expectedAssignee) {
    throw new ConflictError(
      assignee === null
        ? 'The run has been handed back meanwhile'
        : `The run has been handed to ${assignee} meanwhile`,
    );
  }
  await run.updateRun({ assignee: to });
  await run.record({
    kind: 'handed-over',
    at: now.toISOString(),
    actor,
    note,
    to,
  });
}
