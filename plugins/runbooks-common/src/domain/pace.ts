import { RunEvent, RunPace } from '../api';
import { RunbookStep } from '../import';
import { flattenSteps } from './steps';

/**
 * Words a minute that a fast reader takes in. Adults read English prose silently
 * at 238 words a minute on average, most of them between 175 and 300 (Brysbaert,
 * "How many words do we read per minute?", Journal of Memory and Language 109,
 * 2019); the upper end, so that nobody is suspected for reading well.
 */
export const READING_SPEED = 300;

/** Fewer hurried ticks than this are chance. */
const MIN_HURRIED = 3;

const MINUTE = 60_000;

/** Least time that reading a text takes, in milliseconds: its words at {@link READING_SPEED}. */
export function readingTime(text: string): number {
  const words = text.split(/\s+/).filter(Boolean).length;
  return (words / READING_SPEED) * MINUTE;
}

/**
 * How fast a run was ticked. A tick is hurried when it follows the same person's
 * tick before (their first one: the start of the run) sooner than its step can be
 * read. The pace is suspicious when at least three ticks are hurried and these are
 * at least half of all: such a list was ticked off, not worked through. (Degani and
 * Wiener, "Cockpit checklists", 1993: long lists get batch-ticked.)
 *
 * Ticks by live checks do not count, and taking a tick back is none.
 *
 * @param events - of the run, oldest first
 */
export function paceOf(
  definition: readonly RunbookStep[],
  events: readonly RunEvent[],
): RunPace {
  const texts = new Map(
    flattenSteps(definition).map(({ step }) => [step.id, step.text]),
  );
  const startedAt = Date.parse(events[0]?.at ?? '');
  const lastOf = new Map<string, number>();
  let ticked = 0;
  let hurried = 0;
  for (const { kind, state, actor, at, stepId } of events) {
    if (kind !== 'step' || state !== 'done' || actor === null) continue;
    const since = Date.parse(at) - (lastOf.get(actor) ?? startedAt);
    lastOf.set(actor, Date.parse(at));
    ticked++;
    if (since < readingTime(texts.get(stepId ?? '') ?? '')) hurried++;
  }
  return runPace(ticked, hurried);
}

/** What so many hurried ticks among all of them say, see {@link paceOf}. */
export function runPace(ticked: number, hurried: number): RunPace {
  const suspicious = hurried >= MIN_HURRIED && hurried * 2 >= ticked;
  return { ticked, hurried, suspicious };
}
