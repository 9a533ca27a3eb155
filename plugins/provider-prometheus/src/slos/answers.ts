import { SliValues } from '@opsdeck/backstage-plugin-operations-node';
import { QueryBatch } from '@opsdeck/backstage-plugin-slos-common';
import { MatrixSeries } from './PrometheusClient';

/**
 * Gives each member of a batch the series that is its own. A value at time t is
 * of the slice that ends at t; NaN and infinities are no figures.
 */
export function memberValues(
  batch: QueryBatch,
  series: readonly MatrixSeries[],
): SliValues[] {
  const byLabels = new Map<string, Map<number, number>>();
  for (const { metric, values } of series) {
    const key = labelsKey(metric);
    const known = byLabels.get(key) ?? new Map<number, number>();
    byLabels.set(key, known);
    for (const [seconds, text] of values) {
      const value = Number(text);
      if (Number.isFinite(value)) {
        known.set(Math.round(seconds - batch.step) * 1000, value);
      }
    }
  }
  // A query for the value of the moment answers with whatever labels it has:
  // when it is one series, it is the member's.
  const only = byLabels.size === 1 ? [...byLabels.values()][0] : undefined;
  return batch.members.map(member => ({
    member,
    values:
      byLabels.get(labelsKey(member.labels)) ??
      (Object.keys(member.labels).length === 0 ? only : undefined) ??
      new Map(),
  }));
}

function labelsKey(labels: Record<string, string>): string {
  return JSON.stringify(
    Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
