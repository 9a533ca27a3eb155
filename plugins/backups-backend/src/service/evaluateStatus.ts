import { summarize } from '@opsdeck/backstage-plugin-backups-common';
import { worstAssessment } from '@opsdeck/backstage-plugin-operations-common';
import {
  EntityIndex,
  StatusDraft,
} from '@opsdeck/backstage-plugin-operations-node';
import { EntityBackupsService } from './BackupsService';

/** What the fleet board shows of one entity's backups; undefined when it has left the catalog. */
export async function evaluateStatus(
  entityRef: string,
  options: {
    service: Pick<EntityBackupsService, 'getOverview'>;
    loadIndex: () => Promise<EntityIndex>;
  },
): Promise<StatusDraft | undefined> {
  const index = await options.loadIndex();
  const entity = index.entities.get(entityRef);
  if (!entity) return undefined;
  // As in the tab: of what the entity depends on, its resources count.
  const dependencies = index
    .withDependencies(entityRef)
    .filter(each => each !== entity && each.kind.toLowerCase() === 'resource');
  const overview = await options.service.getOverview([entity, ...dependencies]);
  const { verdict, short } = summarize(overview.resources);
  const changes = overview.resources
    .flatMap(resource => resource.assessment?.nextChangeAt ?? [])
    .sort();
  return {
    verdict,
    headline: short,
    nextChangeAt: changes[0] ? new Date(changes[0]) : undefined,
    observedBy: worstAssessment(
      overview.resources.map(({ assessment }) => assessment),
    )?.observedBy,
  };
}
