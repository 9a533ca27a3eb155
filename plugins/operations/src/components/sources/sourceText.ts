import {
  DeadLetterSummary,
  ReplayReport,
  SourceRun,
  SourceScopeState,
  Verdict,
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { SourceRow } from './sourceRows';

/** "1 record", "3 records". */
export function countOf(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** The state of a scope in one or two words, for its chip. */
export function stateWord({ verdict, scope }: SourceRow): string {
  switch (verdict) {
    case 'met':
      return 'ok';
    case 'at-risk':
      return 'failing';
    case 'breached':
      return 'down';
    default:
      return scope.freshness.lastSuccessAt ? 'stale' : 'not read';
  }
}

/** What went wrong in plain words, or how the last reading went. */
export function outcomeText(row: SourceRow): string {
  const { scope, source, verdict } = row;
  const { failure, lastSuccessAt } = scope.freshness;
  if (failure) return failure.message;
  if (verdict === 'unknown') {
    const every = humanDuration(durationMillis(source.cadence));
    return lastSuccessAt
      ? `no reading has finished in time, expected every ${every}`
      : 'not read yet';
  }
  return scope.lastRun ? lastRunText(scope.lastRun) : 'read in time';
}

/** "3 records, 1 not understood, 2 calls". */
export function lastRunText(
  run: NonNullable<SourceScopeState['lastRun']>,
): string {
  if (run.outcome === 'running') return 'reading now';
  return [
    countOf(run.records, 'record'),
    run.rejected > 0 && `${run.rejected} not understood`,
    countOf(run.calls, 'call'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** What the circuit breaker of a scope means for whoever waits for its data. */
export const CIRCUIT_WORDS: Record<SourceScopeState['circuit'], string> = {
  closed: 'as planned',
  open: 'paused after repeated failures',
  'half-open': 'one attempt after a pause',
};

/** How a run's outcome counts, in the four levels. */
export const RUN_VERDICTS: Record<SourceRun['outcome'], Verdict> = {
  succeeded: 'met',
  partial: 'at-risk',
  failed: 'breached',
  running: 'unknown',
  lost: 'unknown',
};

/** "12 s"; a dash while the run goes on or when nobody saw its end. */
export function runTook({ startedAt, finishedAt }: SourceRun): string {
  return finishedAt
    ? humanDuration(Date.parse(finishedAt) - Date.parse(startedAt))
    : '—';
}

/** Who could not make sense of a record. */
export const REFUSED_BY_WORDS: Record<DeadLetterSummary['refusedBy'], string> =
  {
    source: 'not understood',
    contract: 'breaks the contract',
    store: 'could not be stored',
  };

/** How a replay went: "3 processed, 1 refused again: no key. 20 more wait." */
export function replayText({ results, remaining }: ReplayReport): string {
  const of = (outcome: ReplayReport['results'][number]['outcome']) =>
    results.filter(result => result.outcome === outcome);
  const [kept, skipped] = [of('kept'), of('skipped')];
  const parts = [
    `${of('replayed').length} processed`,
    kept.length > 0 && `${kept.length} refused again: ${kept[0].reason}`,
    skipped.length > 0 && `${skipped.length} not tried: ${skipped[0].reason}`,
  ].filter(Boolean);
  const rest = remaining > 0 ? ` ${remaining} more wait.` : '';
  return `${parts.join(', ')}.${rest}`;
}
