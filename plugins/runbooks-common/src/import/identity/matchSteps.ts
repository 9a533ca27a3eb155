import type { RunbookStep } from '../types';
import { normaliseText } from './hash';

/** What became of a step between two versions of a document. */
export type StepChange = 'same' | 'reworded' | 'added' | 'removed';

/** A step of one version beside its counterpart of the other. */
export interface StepMatch {
  change: StepChange;
  previous: RunbookStep | null;
  next: RunbookStep | null;
  /** 0 to 1; 1 for the same text, 0 without counterpart. */
  similarity: number;
}

/** Similarity from which a step counts as reworded rather than replaced. */
export const REWORDED_SIMILARITY = 0.5;
/** Steps that are compared pairwise at most; beyond, only ids count. */
const MAX_COMPARED = 500;

function flatten(steps: RunbookStep[]): RunbookStep[] {
  return steps.flatMap(step => [step, ...flatten(step.children)]);
}

function bigrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let index = 0; index + 1 < text.length; index++) {
    const pair = text.slice(index, index + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/**
 * Sørensen–Dice coefficient of the letter pairs of two texts, 0 to 1; case,
 * punctuation and spacing do not count.
 */
export function textSimilarity(a: string, b: string): number {
  const left = normaliseText(a);
  const right = normaliseText(b);
  if (left === right) return 1;
  if (left.length < 2 || right.length < 2) return 0;
  const pairs = bigrams(left);
  let shared = 0;
  for (const [pair, count] of bigrams(right)) {
    shared += Math.min(count, pairs.get(pair) ?? 0);
  }
  return (2 * shared) / (left.length + right.length - 2);
}

interface Candidate {
  previous: number;
  next: number;
  similarity: number;
}

function candidates(previous: RunbookStep[], next: RunbookStep[]): Candidate[] {
  const found: Candidate[] = [];
  previous.slice(0, MAX_COMPARED).forEach((before, i) => {
    next.slice(0, MAX_COMPARED).forEach((after, j) => {
      // A step that carries its own id is what it says, however alike another is.
      if (before.explicitId && after.explicitId) return;
      const similarity = textSimilarity(before.text, after.text);
      if (similarity >= REWORDED_SIMILARITY) {
        found.push({ previous: i, next: j, similarity });
      }
    });
  });
  return found.sort(
    (a, b) =>
      b.similarity - a.similarity ||
      Math.abs(a.previous - a.next) - Math.abs(b.previous - b.next) ||
      a.previous - b.previous ||
      a.next - b.next,
  );
}

/**
 * Compares the steps of two versions of a checklist. Steps with the same id are
 * the same; the others are paired by similarity, the most alike first, and told
 * apart as `reworded` so that a person can confirm. Nothing is merged. The answer
 * follows the order of the new version; removed steps come last.
 */
export function matchSteps(
  previous: RunbookStep[],
  next: RunbookStep[],
): StepMatch[] {
  const before = flatten(previous);
  const after = flatten(next);
  const byId = new Map(before.map(step => [step.id, step]));
  const matches = new Map<RunbookStep, StepMatch>();
  const taken = new Set<RunbookStep>();
  for (const step of after) {
    const same = byId.get(step.id);
    if (same && !taken.has(same)) {
      taken.add(same);
      matches.set(step, {
        change: 'same',
        previous: same,
        next: step,
        similarity: textSimilarity(same.text, step.text),
      });
    }
  }
  const restBefore = before.filter(step => !taken.has(step));
  const restAfter = after.filter(step => !matches.has(step));
  for (const candidate of candidates(restBefore, restAfter)) {
    const old = restBefore[candidate.previous];
    const now = restAfter[candidate.next];
    if (taken.has(old) || matches.has(now)) continue;
    taken.add(old);
    matches.set(now, {
      change: 'reworded',
      previous: old,
      next: now,
      similarity: candidate.similarity,
    });
  }
  const current = after.map(
    (step): StepMatch =>
      matches.get(step) ?? {
        change: 'added',
        previous: null,
        next: step,
        similarity: 0,
      },
  );
  const removed = before
    .filter(step => !taken.has(step))
    .map(
      (step): StepMatch => ({
        change: 'removed',
        previous: step,
        next: null,
        similarity: 0,
      }),
    );
  return [...current, ...removed];
}
