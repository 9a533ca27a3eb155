import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { lookUpText } from '@opsdeck/backstage-plugin-operations-common';
import { parseInput } from '@opsdeck/backstage-plugin-operations-node';
import {
  ChecklistSummary,
  Run,
  RunbookStep,
  flattenSteps,
} from '@opsdeck/backstage-plugin-runbooks-common';

/**
 * The ref as the database has it.
 *
 * @throws InputError when it names no entity.
 */
export function entityRefOf(text: string): string {
  const ref = parseInput(lookUpText(255), text);
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new InputError(
      `"${ref}" is no entity ref; write kind:namespace/name, such as component:default/shop`,
    );
  }
}

/** Who asked, for the audit log. */
export function actorOf({ principal }: BackstageCredentials): string | null {
  const { userEntityRef, subject } = Object(principal);
  return userEntityRef ?? subject ?? null;
}

/** What an assistant needs to know of a checklist. */
export function checklistShape(each: ChecklistSummary) {
  return {
    checklistId: each.id,
    title: each.title,
    kind: each.kind,
    verdict: each.verdict,
    state: each.due?.state ?? null,
    scheduledAt: each.due?.scheduledAt ?? null,
    dueAt: each.due?.dueAt ?? null,
    nextDueAt: each.next?.dueAt ?? null,
    runningRunId: each.runningId,
  };
}

/** The steps of a definition in reading order, sub-steps after their parent. */
export function stepShapes(steps: readonly RunbookStep[]) {
  return flattenSteps(steps).map(({ step, depth }) => ({
    stepId: step.id,
    text: step.text,
    depth,
    commands: step.commands.map(({ text }) => text),
    check: step.check?.name ?? null,
    cannotBeSkipped: step.killer,
    needsSecondPerson: step.fourEyes,
  }));
}

/** A run with its steps as they stand. */
export function runShape(run: Run) {
  const texts = new Map(
    flattenSteps(run.definition.steps).map(({ step }) => [step.id, step.text]),
  );
  return {
    runId: run.id,
    entityRef: run.entityRef,
    title: run.title,
    state: run.state,
    startedAt: run.startedAt,
    startedBy: run.startedBy,
    closed: run.closed,
    total: run.total,
    steps: run.steps.map(step => ({
      stepId: step.stepId,
      text: texts.get(step.stepId) ?? step.stepId,
      state: step.state,
      reason: step.reason,
      note: step.note,
      actor: step.actor,
      at: step.at,
      version: step.version,
    })),
  };
}
