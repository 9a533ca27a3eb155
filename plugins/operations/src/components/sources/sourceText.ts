import {
  ReplayReport,
  SourceRun,
  SourceScopeState,
  Verdict,
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { OperationsTranslator, listText } from '../../translation';
import { SourceRow } from './sourceRows';

/** The state of a scope in one or two words, for its chip. */
export function stateWord(
  { verdict, scope }: SourceRow,
  t: OperationsTranslator,
): string {
  switch (verdict) {
    case 'met':
      return t('sourceState.ok');
    case 'at-risk':
      return t('sourceState.failing');
    case 'breached':
      return t('sourceState.down');
    case null:
      return t('sourceState.noLimit');
    default:
      return scope.freshness.lastSuccessAt
        ? t('sourceState.stale')
        : t('sourceState.notRead');
  }
}

/** What went wrong in plain words, or how the last reading went. */
export function outcomeText(row: SourceRow, t: OperationsTranslator): string {
  const { scope, verdict } = row;
  const { cadence, failure, lastSuccessAt } = scope.freshness;
  if (failure) return failure.message;
  if (scope.receiver) {
    return listText(
      [
        t('outcome.taken', { count: scope.receiver.takenLastDay }),
        scope.deadLetters > 0 &&
          t('outcome.setAside', { count: scope.deadLetters }),
      ],
      t,
    );
  }
  if (verdict === 'unknown') {
    return lastSuccessAt && cadence
      ? t('outcome.late', { cadence: humanDuration(durationMillis(cadence)) })
      : t('outcome.notReadYet');
  }
  return scope.lastRun ? lastRunText(scope.lastRun, t) : t('outcome.inTime');
}

/** "3 records, 1 not understood, 2 calls". */
export function lastRunText(
  run: NonNullable<SourceScopeState['lastRun']>,
  t: OperationsTranslator,
): string {
  if (run.outcome === 'running') return t('outcome.readingNow');
  return listText(
    [
      t('outcome.records', { count: run.records }),
      run.rejected > 0 && t('outcome.rejected', { count: run.rejected }),
      t('outcome.calls', { count: run.calls }),
    ],
    t,
  );
}

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

/** What the dead letters of a scope are called: those of a receiver are deliveries. */
export function letterTexts({ scope }: SourceRow): 'letters' | 'deliveries' {
  return scope.receiver ? 'deliveries' : 'letters';
}

/** How a replay went: "3 processed, 1 refused again: no key. 20 more wait." */
export function replayText(
  { results, remaining }: ReplayReport,
  t: OperationsTranslator,
): string {
  const of = (outcome: ReplayReport['results'][number]['outcome']) =>
    results.filter(result => result.outcome === outcome);
  const told = (key: 'kept' | 'queued' | 'skipped') => {
    const [first, ...others] = of(key);
    return (
      first !== undefined &&
      t(`replay.${key}`, {
        count: others.length + 1,
        reason: first.reason ?? '—',
      })
    );
  };
  const parts = listText(
    [
      t('replay.replayed', { count: of('replayed').length }),
      told('kept'),
      told('queued'),
      told('skipped'),
    ],
    t,
  );
  return remaining > 0
    ? t('replay.resultAndRest', { parts, count: remaining })
    : t('replay.result', { parts });
}
