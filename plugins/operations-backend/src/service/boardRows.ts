import {
  BoardRow,
  CAPABILITIES,
  Capability,
  EntityStatus,
  compareVerdicts,
  worstVerdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { BoardEntity } from '../database/BoardStore';

/**
 * One row of the fleet table from the statuses that the caller may see, as they
 * must be read now. Its
 * headline is that of the worst chip; of equals, of the one that has been so longest.
 */
export function toBoardRow(
  entity: BoardEntity,
  statuses: readonly EntityStatus[],
): BoardRow {
  const [first] = [...statuses].sort(
    (a, b) =>
      compareVerdicts(a.verdict ?? undefined, b.verdict ?? undefined) ||
      a.since.localeCompare(b.since) ||
      CAPABILITIES.indexOf(a.capability) - CAPABILITIES.indexOf(b.capability),
  );
  return {
    entityRef: entity.entityRef,
    title: entity.title,
    owner: entity.owner,
    system: entity.system,
    tier: entity.tier,
    lifecycle: entity.lifecycle,
    verdict:
      worstVerdict(statuses.map(status => status.verdict ?? undefined)) ?? null,
    headline: first?.verdict ? first.headline : '',
    chips: Object.fromEntries(
      statuses.map(status => [
        status.capability,
        {
          verdict: status.verdict,
          headline: status.headline,
          since: status.since,
          validUntil: status.validUntil,
          observedBy: status.observedBy,
        },
      ]),
    ) satisfies Partial<Record<Capability, unknown>>,
  };
}

/** Worst first, then by title and ref: a total order, so that pages do not overlap. */
export function compareRows(a: BoardRow, b: BoardRow): number {
  return (
    compareVerdicts(a.verdict ?? undefined, b.verdict ?? undefined) ||
    a.title.localeCompare(b.title) ||
    a.entityRef.localeCompare(b.entityRef)
  );
}
