import { unitSlices } from './forecast';
import { EvaluationInput, prepareEvaluation } from './prepare';
import { Scene, indexOf } from './scene';

/** A stretch of the SLO's window, for charts. */
export interface BudgetPoint {
  /** End of the stretch. */
  at: Date;
  /** SLI of the stretch alone; absent when nothing was counted in it. */
  sli?: number;
  /**
   * Share of the window's whole budget that is left at the end of the stretch,
   * unclamped; absent before the first known figures.
   */
  remaining?: number;
  /** Bad and all units (events or slices) of the stretch. */
  bad: number;
  total: number;
}

/** How the budget of a window was spent, from its beginning to now. */
export interface BudgetCourse {
  from: Date;
  to: Date;
  /** Length of each stretch in seconds; the last one may be shorter. */
  stepSeconds: number;
  points: BudgetPoint[];
}

/**
 * Burn-down and SLI over the SLO's window, or over its last part: 100 % at the
 * window's start, what is left now at its end. Answers `undefined` before a
 * calendar window's first period.
 *
 * @param options.from - leaves earlier stretches out; the burn-down still counts them
 * @param options.maxPoints - most points to answer
 */
export function budgetCourse(
  input: EvaluationInput,
  options: { from?: Date; maxPoints: number },
): BudgetCourse | undefined {
  const prepared = prepareEvaluation(input);
  if (prepared.type === 'pending') return undefined;
  const { scene, budget } = prepared;
  const first = scene.end - scene.length;
  const shown = Math.min(
    Math.max(0, options.from ? indexOf(scene.series, options.from) - first : 0),
    scene.length,
  );
  const step = Math.max(
    1,
    Math.ceil((scene.length - shown) / options.maxPoints),
  );
  const { allowed } = budget.amount;
  const units = unitSlices(
    scene.series,
    { from: first, to: scene.end },
    scene.terms.method,
    {
      timeSliceTarget: scene.timeSliceTarget,
      policies: scene.options,
      meanEvents: scene.meanEvents,
    },
  );
  const points: BudgetPoint[] = [];
  let spent = sum(units.bad, 0, shown);
  let known = sum(units.total, 0, shown) > 0;
  for (let i = shown; i < scene.length; i += step) {
    const end = Math.min(i + step, scene.length);
    const bad = sum(units.bad, i, end);
    const total = sum(units.total, i, end);
    spent += bad;
    known ||= total > 0;
    points.push({
      at: startOf(scene, first + end),
      ...(total > 0 ? { sli: (total - bad) / total } : {}),
      ...(known && allowed > 0 ? { remaining: 1 - spent / allowed } : {}),
      bad,
      total,
    });
  }
  return {
    from: startOf(scene, first + shown),
    to: startOf(scene, scene.end),
    stepSeconds: step * scene.series.sliceSeconds,
    points,
  };
}

function startOf({ series }: Scene, index: number): Date {
  return new Date(series.start + index * series.sliceSeconds * 1000);
}

function sum(values: Float64Array, from: number, to: number): number {
  let added = 0;
  for (let i = from; i < to; i++) added += values[i];
  return added;
}
