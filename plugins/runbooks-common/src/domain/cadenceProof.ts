import { CadenceGap, CadenceProof } from '../api';
import { TrackedOccurrence, dueState } from './due';

/**
 * Whether a checklist was done on its cadence, by the occurrences that were due in
 * a period. A missed one breaches; one that was done late or is overdue puts it at
 * risk. What was not watched over the whole period is unknown, never met.
 *
 * @param occurrences - due in the period, oldest first
 * @param options.from - begin of the period
 * @param options.watchedSince - from when on the occurrences are known (UTC)
 */
export function proveCadence(
  occurrences: readonly TrackedOccurrence[],
  options: { from: string; watchedSince: string; now: Date },
): CadenceProof {
  const { from, watchedSince, now } = options;
  const gaps = occurrences.flatMap(each => gapOf(each, now) ?? []);
  const count = (state: CadenceGap['state']) =>
    gaps.filter(gap => gap.state === state).length;
  const [late, overdue, missed] = [
    count('late'),
    count('overdue'),
    count('missed'),
  ];
  const over = occurrences.filter(
    each => !['due', 'upcoming'].includes(dueState(each, now)),
  );
  const figures = {
    due: over.length,
    onTime: over.length - gaps.length,
    late,
    overdue,
    missed,
    gaps,
  };
  return { ...figures, ...judge(figures, from < watchedSince, watchedSince) };
}

function gapOf(
  occurrence: TrackedOccurrence,
  now: Date,
): CadenceGap | undefined {
  const { scheduledAt, dueAt, doneAt } = occurrence;
  const state = dueState(occurrence, now);
  if (state === 'missed' || state === 'overdue') {
    return { scheduledAt, dueAt, doneAt, state };
  }
  return doneAt !== null && doneAt > dueAt
    ? { scheduledAt, dueAt, doneAt, state: 'late' }
    : undefined;
}

function judge(
  proof: Pick<CadenceProof, 'due' | 'late' | 'overdue' | 'missed'>,
  partial: boolean,
  watchedSince: string,
): Pick<CadenceProof, 'verdict' | 'reason'> {
  const { due, late, overdue, missed } = proof;
  if (missed > 0) {
    return { verdict: 'breached', reason: `${missed} of ${due} missed` };
  }
  if (late + overdue > 0) {
    return {
      verdict: 'at-risk',
      reason: `${late + overdue} of ${due} not on time`,
    };
  }
  if (partial) {
    return {
      verdict: 'unknown',
      reason: `Watched only since ${watchedSince.slice(0, 10)}`,
    };
  }
  return due === 0
    ? { verdict: null, reason: 'Nothing was due' }
    : { verdict: 'met', reason: `${due} of ${due} done on time` };
}
