import { CalendarBasis } from './budget';
import { ProjectionBasis } from './forecast';
import { SlicePolicies } from './sli';

/** How an SLO is judged where its definition is silent. */
export interface EvaluationOptions extends SlicePolicies {
  /** Occurrences in calendar windows. */
  calendarBasis: CalendarBasis;
  projection: ProjectionBasis;
  /** Age in seconds of the newest data after which the verdict is unknown. */
  staleAfterSeconds: number;
  /** Share of the window that must be known for a verdict. */
  minimumCoverage: number;
  /** Events or slices that must be counted for a verdict. */
  minimumEvents: number;
}

export const DEFAULT_EVALUATION_OPTIONS: Readonly<EvaluationOptions> = {
  noData: 'ignore',
  quiet: 'ignore',
  calendarBasis: 'to-date',
  projection: 'last-6h',
  staleAfterSeconds: 900,
  minimumCoverage: 0.5,
  minimumEvents: 1,
};
