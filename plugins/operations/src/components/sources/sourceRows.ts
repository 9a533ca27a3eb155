import {
  Capability,
  FleetSources,
  SourceScopeState,
  SourceState,
  Verdict,
  compareVerdicts,
  isStale,
  worstVerdict,
} from '@opsdeck/backstage-plugin-operations-common';

/** One scope of one source, as the Sources page lists it. */
export interface SourceRow {
  key: string;
  pluginId: Capability;
  source: SourceState;
  scope: SourceScopeState;
  /**
   * `met`: read in time. `at-risk`: failing, but its figures still count.
   * `breached`: failing, and its figures count no more. `unknown`: not read.
   */
  verdict: Verdict;
}

/** Every scope of every source, the worst first. */
export function sourceRows(fleet: FleetSources, now: Date): SourceRow[] {
  return fleet.plugins
    .flatMap(({ pluginId, sources }) =>
      sources.flatMap(source =>
        source.scopes.map(scope => ({
          key: [pluginId, source.id, scope.id].join(' '),
          pluginId,
          source,
          scope,
          verdict: scopeVerdict(scope, now),
        })),
      ),
    )
    .sort(
      (a, b) =>
        compareVerdicts(a.verdict, b.verdict) ||
        sourceName(a).localeCompare(sourceName(b)),
    );
}

function scopeVerdict({ freshness }: SourceScopeState, now: Date): Verdict {
  const stale = isStale(freshness, now);
  if (freshness.failure) return stale ? 'breached' : 'at-risk';
  return stale ? 'unknown' : 'met';
}

/** "Amazon RDS production eu-west-1". */
export function sourceName({ source, scope }: SourceRow): string {
  return scope.title === source.title
    ? source.title
    : `${source.title} ${scope.title}`;
}

/** The worst of all scopes; a backend that does not answer is unknown. */
export function sourcesVerdict(
  rows: readonly SourceRow[],
  silent: number,
): Verdict | null {
  const verdicts = rows.map(row => row.verdict);
  return worstVerdict(silent > 0 ? [...verdicts, 'unknown'] : verdicts) ?? null;
}

/**
 * The first line of the Sources page.
 *
 * @param silent - how many backends did not answer
 */
export function sourcesHeadline(
  rows: readonly SourceRow[],
  silent: number,
): string {
  const unheard =
    silent === 1
      ? '1 backend does not answer'
      : `${silent} backends do not answer`;
  if (rows.length === 0) {
    return silent > 0 ? unheard : 'No data source is configured';
  }
  const sentence = readingsSentence(rows);
  return silent > 0 ? `${sentence}; ${unheard}` : sentence;
}

function readingsSentence(rows: readonly SourceRow[]): string {
  const failing = rows.filter(row => row.scope.freshness.failure !== null);
  const unread = rows.filter(row => row.verdict === 'unknown').length;
  if (failing.length > 0) {
    const first = `first ${sourceName(failing[0])}`;
    return failing.length === 1
      ? `1 of ${rows.length} readings fails: ${sourceName(failing[0])}`
      : `${failing.length} of ${rows.length} readings fail, ${first}`;
  }
  if (unread > 0) {
    return `${unread} of ${rows.length} readings ${
      unread === 1 ? 'is' : 'are'
    } not there in time`;
  }
  return rows.length === 1
    ? 'The only source is read in time'
    : `All ${rows.length} readings come in time`;
}
