import {
  Capability,
  FleetSources,
  SourceScopeState,
  SourceState,
  Verdict,
  compareVerdicts,
  isStale,
} from '@opsdeck/backstage-plugin-operations-common';

/** One scope of one source, as the Sources page lists it. */
export interface SourceRow {
  key: string;
  pluginId: Capability;
  source: SourceState;
  scope: SourceScopeState;
  /** `met`: read in time. `at-risk`: failing, but the data is still fresh. `breached`: failing and stale. */
  verdict: Verdict;
}

/** Every scope of every source, the worst first. */
export function sourceRows(fleet: FleetSources, now: Date): SourceRow[] {
  return fleet.plugins
    .flatMap(({ pluginId, sources }) =>
      sources.flatMap(source =>
        source.scopes.map(scope => ({
          key: JSON.stringify([pluginId, source.id, scope.id]),
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
        a.source.title.localeCompare(b.source.title) ||
        a.scope.title.localeCompare(b.scope.title),
    );
}

function scopeVerdict({ freshness }: SourceScopeState, now: Date): Verdict {
  const stale = isStale(freshness, now);
  if (freshness.failure) return stale ? 'breached' : 'at-risk';
  return stale ? 'unknown' : 'met';
}

/** The first line of the Sources page. */
export function sourcesHeadline(rows: readonly SourceRow[]): string {
  if (rows.length === 0) return 'No data source is configured';
  const failing = rows.filter(row => row.scope.freshness.failure !== null);
  if (failing.length > 0) {
    const [first] = failing;
    return `${failing.length} of ${rows.length} readings fail; first ${first.source.title} ${first.scope.title}`;
  }
  const unread = rows.filter(row => row.verdict === 'unknown').length;
  if (unread > 0)
    return `${unread} of ${rows.length} scopes have no fresh reading`;
  return `All ${rows.length} scopes are read in time`;
}
