import { SliceFlag, SliceSeries } from '../ledger';
import { EvaluationOptions } from './options';
import { indexOf } from './scene';
import { SliFigures } from './sli';
import { DataState } from './verdict';
import { ResolvedWindow } from './window';

/** End of the newest slice up to a moment of which anything is known. */
export function newestKnown(series: SliceSeries, asOf: Date): Date | undefined {
  const last = Math.min(indexOf(series, asOf), series.flags.length) - 1;
  for (let i = last; i >= 0; i--) {
    if ((series.flags[i] & SliceFlag.Missing) === 0) {
      return new Date(series.start + (i + 1) * series.sliceSeconds * 1000);
    }
  }
  return undefined;
}

/**
 * Judges whether the data allow a statement.
 *
 * @param fresh - up to when the figures hold: the newest known slice, or what
 * was read where absent data is given a meaning
 */
export function dataState(
  figures: SliFigures,
  coverage: number,
  fresh: Date | undefined,
  now: Date,
  options: EvaluationOptions,
): DataState {
  const { staleAfterSeconds, minimumCoverage, minimumEvents } = options;
  if (!fresh || now.getTime() - fresh.getTime() > staleAfterSeconds * 1000) {
    return {
      state: 'stale',
      ...(fresh ? { dataThrough: fresh } : {}),
      staleAfterSeconds,
    };
  }
  if (coverage < minimumCoverage && options.noData === 'ignore') {
    return { state: 'low-coverage', coverage, minimumCoverage };
  }
  if (figures.total < Math.max(minimumEvents, Number.MIN_VALUE)) {
    return { state: 'too-few-events', counted: figures.total, minimumEvents };
  }
  return { state: 'sufficient' };
}

/** When the verdict changes by time alone: the data become stale, or the period ends. */
export function nextChange(
  window: ResolvedWindow,
  data: DataState,
  fresh: Date | undefined,
  options: EvaluationOptions,
): Date | undefined {
  const times =
    fresh && data.state !== 'stale'
      ? [fresh.getTime() + options.staleAfterSeconds * 1000]
      : [];
  if (window.type === 'calendar') times.push(window.end.getTime());
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}
