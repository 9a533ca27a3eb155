import {
  Verdict,
  compareVerdicts,
  humanDuration,
  worstVerdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { DateTime } from 'luxon';
import { ChecklistSummary } from '../api';

export interface RunbooksSummary {
  verdict: Verdict | null;
  /** The first line of the tab. */
  headline: string;
  /** Few words for a table cell; true until the verdict or a state changes. */
  short: string;
}

/** Worst first, then what is due first; what is started on demand comes last. */
export function sortChecklists(
  checklists: readonly ChecklistSummary[],
): ChecklistSummary[] {
  return [...checklists].sort(
    (a, b) =>
      compareVerdicts(a.verdict ?? undefined, b.verdict ?? undefined) ||
      Number(isOpen(b)) - Number(isOpen(a)) ||
      nextDue(a).localeCompare(nextDue(b)) ||
      a.title.localeCompare(b.title),
  );
}

/** Rolls the checklists of one entity up into a sentence. Expects them {@link sortChecklists sorted}. */
export function summarize(
  checklists: readonly ChecklistSummary[],
  now: Date,
): RunbooksSummary {
  const recurring = checklists.filter(each => each.verdict !== null);
  const verdict =
    worstVerdict(recurring.map(each => each.verdict ?? undefined)) ?? null;
  const late = recurring.filter(
    ({ due }) => due?.state === 'overdue' || due?.state === 'missed',
  );
  const missedBefore = recurring.filter(
    each => each.verdict === 'breached' && !late.includes(each),
  );
  const today = recurring.filter(each => isDueToday(each, now));
  const open = recurring.filter(each => isOpen(each) && !today.includes(each));
  const parts = [
    today.length > 0 && `${checklistCount(today.length)} due today`,
    late.length > 0 && lateSentence(late, now),
    missedBefore.length > 0 && missedSentence(missedBefore),
    open.length > 0 &&
      `${
        today.length > 0
          ? `${open.length} more can be done`
          : `${open.length} can be done`
      } ahead of time`,
  ].filter((part): part is string => typeof part === 'string');
  return {
    verdict,
    headline:
      parts.length > 0
        ? `${parts.join('; ')}.`
        : quietSentence(checklists, recurring, now),
    short: shortText(checklists, recurring, late, missedBefore, today),
  };
}

function isOpen({ due }: ChecklistSummary): boolean {
  return due?.state === 'due';
}

function nextDue({ due, next }: ChecklistSummary): string {
  const current = due && due.state !== 'done' ? due.dueAt : undefined;
  return current ?? next?.dueAt ?? '~';
}

function isDueToday({ due, zone }: ChecklistSummary, now: Date): boolean {
  if (due?.state !== 'due') return false;
  const endOfToday = DateTime.fromJSDate(now, { zone }).endOf('day');
  // Due "by midnight" is due today.
  return DateTime.fromISO(due.dueAt).minus({ milliseconds: 1 }) <= endOfToday;
}

function checklistCount(count: number): string {
  return count === 1 ? '1 checklist is' : `${count} checklists are`;
}

function lateSentence(late: readonly ChecklistSummary[], now: Date): string {
  const [worst, ...rest] = late;
  const dueAt = Date.parse(worst.due?.dueAt ?? now.toISOString());
  const by = humanDuration(now.getTime() - dueAt);
  const more = rest.length === 1 ? '1 more is' : `${rest.length} more are`;
  const others = rest.length > 0 ? `, and ${more} overdue` : '';
  return `“${worst.title}” is ${by} overdue${others}`;
}

function missedSentence(missed: readonly ChecklistSummary[]): string {
  return missed.length === 1
    ? `the last “${missed[0].title}” was missed`
    : `the last ${missed.length} others were missed`;
}

function quietSentence(
  checklists: readonly ChecklistSummary[],
  recurring: readonly ChecklistSummary[],
  now: Date,
): string {
  if (checklists.length === 0) return 'No checklist is declared.';
  if (recurring.length === 0) {
    return checklists.length === 1
      ? 'The one checklist has no cadence; start it when it is needed.'
      : `None of ${checklists.length} checklists has a cadence; start them when they are needed.`;
  }
  const [soonest] = [...recurring]
    .filter(each => each.next !== null)
    .sort((a, b) => nextDue(a).localeCompare(nextDue(b)));
  if (!soonest?.next) return 'Nothing is due.';
  const ahead = Date.parse(soonest.next.dueAt) - now.getTime();
  return `Nothing is due; “${soonest.title}” is next, due in ${humanDuration(
    ahead,
  )}.`;
}

function shortText(
  checklists: readonly ChecklistSummary[],
  recurring: readonly ChecklistSummary[],
  late: readonly ChecklistSummary[],
  missedBefore: readonly ChecklistSummary[],
  today: readonly ChecklistSummary[],
): string {
  if (recurring.length === 0) {
    return checklists.length === 0 ? 'no checklists' : 'no cadence declared';
  }
  const parts = [
    late.length > 0 && `${late.length} overdue`,
    missedBefore.length > 0 && `${missedBefore.length} missed last time`,
    today.length > 0 && `${today.length} due today`,
  ].filter((part): part is string => typeof part === 'string');
  return parts.join(' · ') || 'nothing due';
}
