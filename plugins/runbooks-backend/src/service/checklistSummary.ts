import { isError } from '@backstage/errors';
import {
  ChecklistSummary,
  Occurrence,
  RunSummary,
  flattenSteps,
  nextOccurrence,
  standingOf,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { StoredChecklist } from '../database/DocumentStore';
import { StoredOccurrence } from '../database/OccurrenceStore';
import { recurrenceOf } from '../schedule/OccurrenceOpener';

/** How a checklist stands at `now`. */
export function toSummary(options: {
  checklist: StoredChecklist;
  /** Its newest occurrences that have opened, newest first. */
  opened: readonly StoredOccurrence[];
  lastRun: RunSummary | undefined;
  now: Date;
}): ChecklistSummary {
  const { checklist, lastRun } = options;
  const { definition } = checklist;
  const steps = flattenSteps(definition.steps).map(({ step }) => step);
  return {
    id: checklist.id,
    title: checklist.title,
    documentTitle: checklist.documentTitle,
    kind: definition.kind,
    place: {
      path: checklist.path,
      line: definition.line,
      url: checklist.url,
    },
    cadence: definition.cadence,
    zone: definition.zone ?? 'UTC',
    owner: definition.owner,
    duration: definition.duration,
    steps: steps.length,
    checks: steps.filter(({ check }) => check !== null).length,
    lastRun: lastRun ?? null,
    controls: definition.controls,
    ...dueOf(options),
  };
}

type Due = Pick<
  ChecklistSummary,
  'verdict' | 'due' | 'next' | 'problem' | 'nextChangeAt' | 'runningId'
>;

const ON_DEMAND: Due = {
  verdict: null,
  due: null,
  next: null,
  problem: null,
  nextChangeAt: null,
  runningId: null,
};

function dueOf(options: {
  checklist: StoredChecklist;
  opened: readonly StoredOccurrence[];
  now: Date;
}): Due {
  const { checklist, opened, now } = options;
  const recurrence = recurrenceOf(checklist);
  if (!recurrence) return ON_DEMAND;
  let next: Occurrence | undefined;
  try {
    next = nextOccurrence(recurrence, now);
  } catch (error) {
    return {
      ...ON_DEMAND,
      problem: isError(error) ? error.message : 'The cadence cannot be used',
    };
  }
  const standing = standingOf(opened, next, now);
  const [latest] = opened;
  return {
    verdict: standing.verdict,
    due: latest
      ? {
          state: standing.state,
          scheduledAt: latest.scheduledAt,
          opensAt: latest.opensAt,
          dueAt: latest.dueAt,
          missedAt: latest.missedAt,
          doneAt: latest.doneAt,
        }
      : null,
    next: next ? { opensAt: next.opensAt, dueAt: next.dueAt } : null,
    problem: null,
    nextChangeAt: standing.nextChangeAt,
    runningId: latest && latest.doneAt === null ? latest.runId : null,
  };
}
