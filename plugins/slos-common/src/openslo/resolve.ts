import { durationMillis } from '@opsdeck/backstage-plugin-operations-common';
import { Field } from './field';
import { IndicatorUse } from './indicatorUse';
import { checkAgainstMeasure } from './objective';
import { ProblemList } from './problems';
import { PendingSlo } from './slo';
import { SliDefinition, SloDefinition, SloObjective } from './types';

/** An SLI document and where it stands. */
export interface ReadIndicator {
  field: Field;
  indicator: SliDefinition;
}

/** The indicators by name; a second one of a name is reported and left out. */
export function uniqueIndicators(
  read: readonly ReadIndicator[],
): Map<string, SliDefinition> {
  const byName = new Map<string, SliDefinition>();
  for (const { field, indicator } of read) {
    const first = byName.get(indicator.name);
    if (first) reportDuplicate(field, 'SLI', first);
    else byName.set(indicator.name, indicator);
  }
  return byName;
}

/**
 * Looks up the indicators that SLOs name and checks what can only be checked
 * with the indicator at hand. SLOs with an error are left out.
 */
export function resolveSlos(
  pending: readonly PendingSlo[],
  byName: ReadonlyMap<string, SliDefinition>,
  problems: ProblemList,
): SloDefinition[] {
  const resolved = new Map<string, SloDefinition>();
  for (const candidate of pending) {
    const errorsBefore = problems.errorCount;
    const slo = resolveSlo(candidate, byName);
    const first = resolved.get(slo.name);
    if (first) reportDuplicate(candidate.field, 'SLO', first);
    if (problems.errorCount === errorsBefore) resolved.set(slo.name, slo);
  }
  return [...resolved.values()];
}

function reportDuplicate(
  field: Field,
  kind: string,
  first: SliDefinition | SloDefinition,
): void {
  const { file, line } = first.source;
  field
    .child('metadata')
    .child('name')
    .error(
      'duplicate-name',
      `There is already an ${kind} "${first.name}" in ${file}, line ${line}`,
    );
}

function resolveSlo(
  { field, slo, indicator: use, objectives: pending }: PendingSlo,
  byName: ReadonlyMap<string, SliDefinition>,
): SloDefinition {
  const indicator = lookUp(use, byName);
  const objectives = pending.map((item): SloObjective => {
    const own = lookUp(item.indicator, byName);
    const measured = own ?? indicator;
    const inlineUse = item.indicator ?? use;
    // v1alpha wants a value with every objective, also where it means nothing.
    const exempt =
      slo.apiVersion === 'openslo/v1alpha' &&
      measured?.measure.type !== 'threshold';
    if (measured && inlineUse && !exempt) {
      checkAgainstMeasure(item, measured.measure, 'inline' in inlineUse);
    }
    checkSliceFits(item.objective, slo, item.field);
    return { ...item.objective, ...(own ? { indicator: own } : {}) };
  });
  const raw = [indicator, ...objectives.map(o => o.indicator)].some(
    used => used?.measure.type === 'raw',
  );
  if (raw && slo.budgetingMethod === 'Occurrences') {
    field
      .child('spec')
      .child('budgetingMethod')
      .warning(
        'raw-occurrences',
        'A raw ratio has no counts, so Occurrences is undefined; the mean of the slices is used (RatioTimeslices)',
      );
  }
  return { ...slo, ...(indicator ? { indicator } : {}), objectives };
}

function lookUp(
  use: IndicatorUse | undefined,
  byName: ReadonlyMap<string, SliDefinition>,
): SliDefinition | undefined {
  if (!use) return undefined;
  if ('inline' in use) return use.inline;
  const found = byName.get(use.ref);
  if (!found) {
    use.field.error(
      'unresolved-reference',
      `There is no SLI "${use.ref}" in the given files, or it has errors`,
    );
  }
  return found;
}

function checkSliceFits(
  { timeSliceWindow }: SloObjective,
  { timeWindow }: PendingSlo['slo'],
  field: Field,
): void {
  if (!timeSliceWindow) return;
  if (durationMillis(timeSliceWindow) > durationMillis(timeWindow.duration)) {
    field
      .child('timeSliceWindow')
      .error(
        'time-slice-too-long',
        'A time slice must not be longer than the time window of the SLO',
      );
  }
}
