import { isError } from '@backstage/errors';
import {
  ChecklistSummary,
  Occurrence,
  RunSummary,
  flattenSteps,
  standingOf,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { CalendarLookup, HeededCalendar } from '../calendar/BusinessCalendars';
import { StoredChecklist } from '../database/DocumentStore';
import { StoredOccurrence } from '../database/OccurrenceStore';
import { NextOccurrences } from '../schedule/NextOccurrences';

/** How a checklist stands at `now`. */
export function toSummary(options: {
  checklist: StoredChecklist;
  /** Its newest occurrences that have opened, newest first. */
  opened: readonly StoredOccurrence[];
  lastRun: RunSummary | undefined;
  heeding: CalendarLookup;
  upcoming: NextOccurrences;
  now: Date;
}): ChecklistSummary {
  const { checklist, lastRun } = options;
  const { definition } = checklist;
  const heeded = options.heeding(definition.schedule);
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
    calendar: calendarOf(definition, heeded),
    ...dueOf({ ...options, heeded }),
  };
}

function calendarOf(
  { cadence, schedule }: StoredChecklist['definition'],
  { problem }: HeededCalendar,
): ChecklistSummary['calendar'] {
  if (cadence === null || schedule?.calendar === undefined) return null;
  const { calendar: name, onHoliday = 'next' } = schedule;
  return { name, onHoliday, problem };
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
  heeded: HeededCalendar;
  upcoming: NextOccurrences;
  now: Date;
}): Due {
  const { checklist, opened, heeded, upcoming, now } = options;
  if (checklist.definition.cadence === null) return ON_DEMAND;
  let next: Occurrence | undefined;
  try {
    next = upcoming.after(checklist, now, heeded.calendar);
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
          movedFrom: latest.movedFrom ?? null,
        }
      : null,
    next: next ? { opensAt: next.opensAt, dueAt: next.dueAt } : null,
    problem: null,
    nextChangeAt: standing.nextChangeAt,
    runningId: latest && latest.doneAt === null ? latest.runId : null,
  };
}
