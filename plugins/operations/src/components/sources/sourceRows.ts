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
import { OperationsTranslator } from '../../translation';

/** One scope of one source, as the Sources page lists it. */
export interface SourceRow {
  key: string;
  pluginId: Capability;
  source: SourceState;
  scope: SourceScopeState;
  /**
   * `met`: read in time. `at-risk`: failing, but its figures still count.
   * `breached`: failing, and its figures count no more. `unknown`: not read. Null:
   * it sends by itself, and nobody said how long it may be silent.
   */
  verdict: Verdict | null;
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
        compareVerdicts(a.verdict ?? undefined, b.verdict ?? undefined) ||
        sourceName(a).localeCompare(sourceName(b)),
    );
}

function scopeVerdict(
  { freshness }: SourceScopeState,
  now: Date,
): Verdict | null {
  if (freshness.cadence === null) return freshness.failure ? 'at-risk' : null;
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
  const verdicts = rows.flatMap(row => row.verdict ?? []);
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
  t: OperationsTranslator,
): string {
  const unheard = t('sourcesHeadline.silent', { count: silent });
  if (rows.length === 0) {
    return silent > 0 ? unheard : t('sourcesHeadline.none');
  }
  const sentence = readingsSentence(rows, t);
  return silent > 0
    ? t('sourcesHeadline.andSilent', { sentence, silent: unheard })
    : sentence;
}

function readingsSentence(
  rows: readonly SourceRow[],
  t: OperationsTranslator,
): string {
  const judged = rows.filter(row => row.verdict !== null);
  if (judged.length === 0) return t('sourcesHeadline.receiversOnly');
  const total = String(judged.length);
  const failing = rows.filter(row => row.scope.freshness.failure !== null);
  const late = rows.filter(row => row.verdict === 'unknown').length;
  if (failing.length > 0) {
    return t('sourcesHeadline.failing', {
      count: failing.length,
      total,
      name: sourceName(failing[0]),
    });
  }
  return late > 0
    ? t('sourcesHeadline.late', { count: late, total })
    : t('sourcesHeadline.inTime', { count: judged.length });
}
