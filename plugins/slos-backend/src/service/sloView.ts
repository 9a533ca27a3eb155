import {
  observedBy,
  observedByNone,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  ErrorBudget,
  ObjectiveSummary,
  SliceFlag,
  SliceSeries,
  SloEvaluation,
  SloView,
  formatTarget,
  promqlOf,
  sliQueries,
} from '@opsdeck/backstage-plugin-slos-common';
import { StoredObjective } from '../database/definitionRows';
import { wantedFrom } from '../collection/readingWork';
import { KnownObjective, evaluationInput, judge } from './judgeObjective';

/** Names the runbook that a person follows when the objective is in danger. */
const RUNBOOK_ANNOTATION = 'opsdeck.io/runbook';

/** One line of the tab. */
export function toSloView(
  known: KnownObjective,
  urls: ReadonlyMap<string, string | null>,
  now: Date,
): SloView {
  const { stored, reading, freshness } = known;
  const { slo, objective } = stored;
  const evaluation = judge(known, now);
  const { figures, window, tiers } = evaluation;
  return {
    id: stored.id,
    title: titleOf(stored),
    description: slo.description ?? null,
    promise: objective.displayName ?? null,
    target: objective.target,
    method: evaluation.method,
    window: {
      type: slo.timeWindow.type,
      duration: slo.timeWindow.duration,
      timeZone:
        slo.timeWindow.type === 'calendar' ? slo.timeWindow.timeZone : null,
      from: iso(window?.from),
      to: iso(window?.to),
      end: iso(window?.end),
    },
    sli: figures.sli ?? null,
    unit: figures.unit,
    good: figures.good,
    total: figures.total,
    budget: evaluation.budget ? budgetView(evaluation.budget) : null,
    burnTiers: tiers.map(tier => ({
      id: tier.id,
      severity: tier.severity,
      longSeconds: tier.longSeconds,
      shortSeconds: tier.shortSeconds,
      factor: tier.factor,
      longBurn: tier.longBurn ?? null,
      shortBurn: tier.shortBurn ?? null,
      firing: tier.firing,
      reachable: tier.reachable,
    })),
    forecast: forecastView(evaluation),
    coverage: evaluation.coverage,
    clampedSlices: evaluation.tally.clamped,
    dataThrough: iso(evaluation.dataThrough),
    history: {
      wantedFrom: wantedFrom(stored, now).toISOString(),
      readFrom: iso(reading?.read && new Date(reading.read.from)),
      readThrough: iso(reading?.read && new Date(reading.read.to)),
      knownFrom: iso(oldestKnown(evaluationInput(known, now).series)),
      limit: reading?.limit ?? null,
    },
    assessment: {
      ...evaluation.assessment,
      observedBy: freshness
        ? observedBy(freshness)
        : observedByNone('no source can measure it'),
    },
    queries: queriesOf(stored),
    definition: {
      file: slo.source.file,
      line: slo.source.line,
      url: urls.get(slo.source.file) ?? null,
    },
    runbook: slo.annotations[RUNBOOK_ANNOTATION] ?? null,
    freshness,
  };
}

/** What the headline needs to know of a line. */
export function toSummary(view: SloView): ObjectiveSummary {
  return {
    title: view.title,
    assessment: view.assessment,
    remaining:
      view.assessment.verdict === 'unknown'
        ? null
        : view.budget?.remaining ?? null,
    exhaustsAt: view.forecast?.outcome === 'exhausts' ? view.forecast.at : null,
  };
}

function titleOf({ slo, objective }: StoredObjective): string {
  const title = slo.displayName ?? slo.name;
  if (slo.objectives.length === 1) return title;
  return `${title} · ${
    objective.displayName ?? formatTarget(objective.target)
  }`;
}

function budgetView(budget: ErrorBudget): NonNullable<SloView['budget']> {
  return {
    basis: budget.basis,
    remaining: budget.remaining ?? null,
    units: budget.amount,
    seconds: budget.time,
    tolerableFailures: budget.tolerableFailures ?? null,
  };
}

function forecastView({ forecast }: SloEvaluation): SloView['forecast'] {
  return forecast
    ? {
        outcome: forecast.outcome,
        basis: forecast.basis,
        at: iso(forecast.at),
        horizon: forecast.horizon.toISOString(),
      }
    : null;
}

function queriesOf({ slo, objective }: StoredObjective): SloView['queries'] {
  const measure = (objective.indicator ?? slo.indicator)?.measure;
  if (!measure) return [];
  return sliQueries(measure).map(({ side, source }) => ({
    side,
    query: promqlOf(source) ?? JSON.stringify(source.spec),
  }));
}

function oldestKnown(series: SliceSeries): Date | undefined {
  const index = series.flags.findIndex(
    flags => (flags & SliceFlag.Missing) === 0,
  );
  return index < 0
    ? undefined
    : new Date(series.start + index * series.sliceSeconds * 1000);
}

function iso(instant: Date | undefined): string | null {
  return instant?.toISOString() ?? null;
}
