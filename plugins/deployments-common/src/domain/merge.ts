import { Deployment, Link } from '../api';
import { LedgerAttempt } from './foldAttempt';
import { sameRelease } from './artifactIdentity';
import { combineStatuses, isFinished } from './status';

/** Two sources may notice one deployment this far apart. */
export const MERGE_WINDOW_MS = 15 * 60_000;

/** An attempt that never ends in its provider's books is under way for this long, no more. */
export const LONGEST_ATTEMPT_MS = 24 * 3_600_000;

/** An attempt as one source reports it, with what names the source. */
export interface SourcedAttempt {
  sourceId: string;
  scopeId: string;
  attempt: LedgerAttempt;
}

/**
 * Whether two reports for the same service and environment are about one
 * deployment: different sources, the same release, and times that overlap or
 * are at most {@link MERGE_WINDOW_MS} apart. Two reports of one source are two
 * deployments: it knows its own.
 */
export function isSameDeployment(
  a: SourcedAttempt,
  b: SourcedAttempt,
): boolean {
  return (
    a.sourceId !== b.sourceId &&
    sameRelease(a.attempt, b.attempt) === true &&
    gapMs(a.attempt, b.attempt) <= MERGE_WINDOW_MS
  );
}

/** Milliseconds between the end of the earlier and the start of the later; 0 when they overlap. */
function gapMs(a: LedgerAttempt, b: LedgerAttempt): number {
  const [first, second] = a.startedAt <= b.startedAt ? [a, b] : [b, a];
  return Math.max(0, Date.parse(second.startedAt) - endMs(first));
}

function endMs(attempt: LedgerAttempt): number {
  if (attempt.finishedAt) return Date.parse(attempt.finishedAt);
  const start = Date.parse(attempt.startedAt);
  return isFinished(attempt.status) ? start : start + LONGEST_ATTEMPT_MS;
}

/**
 * The group that a report belongs to: of those that it is the same deployment
 * with and that its source is not part of yet, the one nearest in time.
 */
export function findDeployment<
  TGroup extends { reports: readonly SourcedAttempt[] },
>(report: SourcedAttempt, groups: readonly TGroup[]): TGroup | undefined {
  const distance = ({ reports }: TGroup) =>
    Math.min(
      ...reports.map(({ attempt }) =>
        Math.abs(
          Date.parse(attempt.startedAt) - Date.parse(report.attempt.startedAt),
        ),
      ),
    );
  return groups
    .filter(
      ({ reports }) =>
        reports.every(member => member.sourceId !== report.sourceId) &&
        reports.some(member => isSameDeployment(member, report)),
    )
    .sort((a, b) => distance(a) - distance(b))[0];
}

/** What several reports say together of one deployment. */
export type MergedDeployment = Pick<
  Deployment,
  | 'artifact'
  | 'commit'
  | 'repository'
  | 'author'
  | 'trigger'
  | 'cause'
  | 'strategy'
  | 'status'
  | 'startedAt'
  | 'finishedAt'
  | 'links'
> & { sources: { sourceId: string; scopeId: string; providerState: string }[] };

/**
 * One deployment of all its reports. Where they differ the one that noticed it
 * first speaks, as the nearest to whoever started it; what it does not know the
 * others fill in. It begins with the first and ends with the last of them.
 */
export function mergeReports(
  reports: readonly [SourcedAttempt, ...SourcedAttempt[]],
): MergedDeployment {
  const sorted = [...reports].sort(
    (a, b) =>
      a.attempt.startedAt.localeCompare(b.attempt.startedAt) ||
      a.sourceId.localeCompare(b.sourceId),
  );
  const attempts = sorted.map(({ attempt }) => attempt);
  const first = <T>(pick: (attempt: LedgerAttempt) => T | null): T | null =>
    attempts.map(pick).find(value => value !== null) ?? null;
  const [status, ...others] = attempts.map(attempt => attempt.status);
  const combined = combineStatuses([status, ...others]);
  const ends = attempts.flatMap(attempt => attempt.finishedAt ?? []).sort();
  return {
    artifact: {
      version: first(({ artifact }) => artifact.version),
      digest: first(({ artifact }) => artifact.digest),
      image: first(({ artifact }) => artifact.image),
    },
    commit: first(({ commit }) => commit),
    repository: first(({ repository }) => repository),
    author: first(({ author }) => author),
    trigger: first(({ trigger }) => trigger),
    cause: first(({ cause }) => cause),
    strategy: first(({ strategy }) => strategy),
    status: combined,
    startedAt: attempts[0].startedAt,
    finishedAt: isFinished(combined) ? ends.at(-1) ?? null : null,
    links: uniqueLinks(attempts.flatMap(({ links }) => links)),
    sources: sorted.map(({ sourceId, scopeId, attempt }) => ({
      sourceId,
      scopeId,
      providerState: attempt.providerState,
    })),
  };
}

function uniqueLinks(links: readonly Link[]): Link[] {
  return [...new Map(links.map(link => [link.url, link])).values()];
}
