import { createHash } from 'node:crypto';
import {
  SliRequest,
  SliSource,
  SourceScope,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  MetricSource,
  SliceSeconds,
  SloDefinition,
  SloObjective,
  ledgerSliceSeconds,
  sliQueries,
  sloTerms,
} from '@opsdeck/backstage-plugin-slos-common';

/** A source with its instances as configured now. */
export interface MeasuringSource {
  source: SliSource;
  instances: readonly SourceScope[];
}

/** Where the figures of an objective come from and where they are kept. */
export interface LedgerBinding {
  ledgerKey: string;
  sourceId: string;
  scopeId: string;
  sliceSeconds: SliceSeconds;
}

/** An SLO that cannot be measured, with the reason. */
export interface Unmeasured {
  reason: string;
}

/** One promise of an SLO, with the SLO it belongs to. */
export interface DefinedObjective {
  slo: SloDefinition;
  objective: SloObjective;
}

/** What an objective needs from its source for every slice. */
export function requestsOf(
  name: string,
  { slo, objective }: DefinedObjective,
): SliRequest[] {
  const indicator = objective.indicator ?? slo.indicator;
  if (!indicator) return [];
  return sliQueries(indicator.measure).map(({ side, counter, source }) => ({
    sloId: name,
    side,
    counter,
    metric: source,
  }));
}

/**
 * Finds the source that measures an objective. The key of its ledger changes
 * when what is measured changes, so that figures of two queries never mix; a
 * new target or window keeps it.
 *
 * @param ledgerRef - the entity, or the ref that it had when the ledger was begun
 */
export function bindObjective(
  ledgerRef: string,
  sloId: string,
  defined: DefinedObjective,
  sources: readonly MeasuringSource[],
): LedgerBinding | Unmeasured {
  const requests = requestsOf(sloId, defined);
  const metrics = requests.map(({ metric }) => metric);
  const found = sources.find(({ source }) =>
    metrics.every(metric => source.answers(metric)),
  );
  if (metrics.length === 0 || !found) {
    return { reason: noSourceReason(metrics) };
  }
  const instance = instanceOf(metrics, found);
  if ('reason' in instance) return instance;

  const sliceSeconds = ledgerSliceSeconds(
    sloTerms(defined.slo, defined.objective),
  );
  const { refused } = found.source.plan(requests, sliceSeconds);
  if (refused.length > 0) {
    const [{ side, message }] = refused;
    return { reason: `The ${side} query cannot be measured: ${message}` };
  }
  const { op, value } = defined.objective;
  const measured = [
    ledgerRef,
    sloId,
    found.source.id,
    instance.id,
    sliceSeconds,
    requests.map(({ side, counter, metric }) => [side, counter, metric]),
    [op, value, rawTypeOf(defined)],
  ];
  return {
    ledgerKey: createHash('sha256')
      .update(JSON.stringify(measured))
      .digest('hex'),
    sourceId: found.source.id,
    scopeId: instance.id,
    sliceSeconds,
  };
}

function rawTypeOf({ slo, objective }: DefinedObjective): string | undefined {
  const measure = (objective.indicator ?? slo.indicator)?.measure;
  return measure?.type === 'raw' ? measure.rawType : undefined;
}

function noSourceReason(metrics: readonly MetricSource[]): string {
  const types = [...new Set(metrics.map(({ type }) => type ?? 'Prometheus'))];
  return types.length > 0
    ? `No source for ${types.join(' and ')} metrics is configured`
    : 'The definition names no indicator';
}

/** The instance that the definition names; the first one when it names none. */
function instanceOf(
  metrics: readonly MetricSource[],
  { source, instances }: MeasuringSource,
): SourceScope | Unmeasured {
  const named = [
    ...new Set(metrics.flatMap(({ sourceRef }) => sourceRef ?? [])),
  ];
  if (named.length > 1) {
    return {
      reason: `Good and total come from two data sources, ${named.join(
        ' and ',
      )}; they must come from one`,
    };
  }
  const [ref] = named;
  const instance =
    ref === undefined ? instances[0] : instances.find(({ id }) => id === ref);
  if (instance) return instance;
  const known = instances.map(({ id }) => id).join(', ');
  return {
    reason:
      ref === undefined
        ? `No instance of ${source.title} is configured`
        : `The data source "${ref}" is no configured instance of ${source.title}; there are: ${known}`,
  };
}
