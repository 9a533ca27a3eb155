import { DeploymentAttempt } from '../api';
import { foldStatus, isFinished } from './status';

/** An attempt with a place in time: what the ledger keeps of a report. */
export type LedgerAttempt = Omit<
  DeploymentAttempt,
  'kind' | 'history' | 'startedAt'
> & { startedAt: string };

/**
 * What the ledger keeps when a source reports an attempt (again).
 *
 * The ledger remembers what providers forget: what was known stays where the new
 * report is silent, the start never moves to a later instant, and an end never
 * lies before the start, whatever the provider's clock did.
 *
 * Undefined when the attempt has no place in time: the source cannot say when it
 * began, and no earlier report did.
 */
export function foldAttempt(
  known: LedgerAttempt | undefined,
  { kind: _kind, history: _history, ...reported }: DeploymentAttempt,
): LedgerAttempt | undefined {
  const startedAt = earliest(known?.startedAt ?? null, reported.startedAt);
  if (startedAt === null) return undefined;
  const status = foldStatus(known?.status, reported.status);
  const finishedAt = isFinished(status)
    ? reported.finishedAt ?? known?.finishedAt ?? null
    : null;
  return {
    ...reported,
    artifact: {
      version: reported.artifact.version ?? known?.artifact.version ?? null,
      digest: reported.artifact.digest ?? known?.artifact.digest ?? null,
      image: reported.artifact.image ?? known?.artifact.image ?? null,
    },
    commit: reported.commit ?? known?.commit ?? null,
    repository: reported.repository ?? known?.repository ?? null,
    author: reported.author ?? known?.author ?? null,
    trigger: reported.trigger ?? known?.trigger ?? null,
    cause: reported.cause ?? known?.cause ?? null,
    strategy: reported.strategy ?? known?.strategy ?? null,
    status,
    startedAt,
    finishedAt: finishedAt && finishedAt < startedAt ? startedAt : finishedAt,
  };
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
