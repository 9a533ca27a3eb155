import {
  Freshness,
  durationMillis,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  EvaluationInput,
  LedgerDay,
  SloEvaluation,
  SloTerms,
  evaluateSlo,
  historyFrom,
  readSeries,
  resolveWindow,
  sloTerms,
} from '@opsdeck/backstage-plugin-slos-common';
import { StoredObjective } from '../database/definitionRows';
import { Reading } from '../database/ReadingStore';

/** An objective with everything that is known of its figures. */
export interface KnownObjective {
  stored: StoredObjective;
  /** Undefined while the source was never asked. */
  reading: Reading | undefined;
  days: ReadonlyMap<string, LedgerDay>;
  /** Null when no source measures it. */
  freshness: Freshness | null;
}

/** Terms, window and slices of an objective, ready to be evaluated. */
export function evaluationInput(
  { stored, reading, days, freshness }: KnownObjective,
  now: Date,
): EvaluationInput {
  const terms = sloTerms(stored.slo, stored.objective);
  const sliceSeconds = stored.ledger?.sliceSeconds ?? 300;
  const readThrough = readThroughOf(reading, now);
  const series = readSeries(days.values(), {
    from: neededFrom(stored, readThrough),
    to: readThrough,
    sliceSeconds,
  });
  return {
    terms,
    series,
    readThrough,
    now,
    options: {
      // Two readings and the two slices that they are behind at most.
      staleAfterSeconds:
        (2 * durationMillis(freshness?.cadence ?? 'PT5M')) / 1000 +
        2 * sliceSeconds,
    },
  };
}

/** Up to when the source was asked; before the first answer, now. */
export function readThroughOf(reading: Reading | undefined, now: Date): Date {
  return new Date(Math.min(reading?.read?.to ?? Infinity, now.getTime()));
}

/**
 * First instant of which an evaluation of the objective reads the ledger.
 *
 * @param asOf - up to when the ledger was read: the window ends there
 */
export function neededFrom(stored: StoredObjective, asOf: Date): Date {
  const terms = sloTerms(stored.slo, stored.objective);
  const window = resolveWindow(
    terms.window,
    asOf,
    sliceSecondsOf(terms, stored),
  );
  const windowFrom = window.type === 'pending' ? asOf : window.from;
  return historyFrom(terms, windowFrom, asOf, 'last-6h');
}

/** Evaluates an objective; one that cannot be measured is unknown, with the reason. */
export function judge(known: KnownObjective, now: Date): SloEvaluation {
  const { stored, reading } = known;
  const evaluation = evaluateSlo(evaluationInput(known, now));
  const obstacle = stored.unmeasuredReason ?? reading?.refusal;
  if (!obstacle || evaluation.assessment.verdict !== 'unknown') {
    return evaluation;
  }
  return {
    ...evaluation,
    assessment: { ...evaluation.assessment, reason: obstacle },
  };
}

function sliceSecondsOf(terms: SloTerms, stored: StoredObjective): number {
  return terms.timeSliceSeconds ?? stored.ledger?.sliceSeconds ?? 300;
}
