import {
  EntityIndex,
  StatusDraft,
} from '@opsdeck/backstage-plugin-operations-node';
import { summarize } from '@opsdeck/backstage-plugin-runbooks-common';
import { OverviewBuilder } from './OverviewBuilder';

/** What the fleet board shows of one entity's runbooks; undefined when it has left the catalog. */
export async function evaluateStatus(
  entityRef: string,
  options: {
    overviews: Pick<OverviewBuilder, 'build'>;
    loadIndex: () => Promise<EntityIndex>;
    now: Date;
  },
): Promise<StatusDraft | undefined> {
  const { entities } = await options.loadIndex();
  if (!entities.has(entityRef)) return undefined;
  const { checklists, observedBy } = await options.overviews.build(
    entityRef,
    options.now,
  );
  const { verdict, short } = summarize(checklists, options.now);
  const [nextChange] = checklists
    .flatMap(({ nextChangeAt }) => nextChangeAt ?? [])
    .sort();
  return {
    verdict,
    headline: short,
    nextChangeAt: nextChange ? new Date(nextChange) : undefined,
    observedBy,
  };
}
