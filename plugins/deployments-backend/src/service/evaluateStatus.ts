import { summarize } from '@opsdeck/backstage-plugin-deployments-common';
import { worstAssessment } from '@opsdeck/backstage-plugin-operations-common';
import {
  EntityIndex,
  StatusDraft,
} from '@opsdeck/backstage-plugin-operations-node';
import { EntityDeploymentsService } from './DeploymentsService';

/** What the fleet board shows of one entity's deployments; undefined when it has left the catalog. */
export async function evaluateStatus(
  entityRef: string,
  options: {
    service: Pick<EntityDeploymentsService, 'getOverview'>;
    loadIndex: () => Promise<EntityIndex>;
  },
): Promise<StatusDraft | undefined> {
  const index = await options.loadIndex();
  if (!index.entities.has(entityRef)) return undefined;
  const overview = await options.service.getOverview(entityRef);
  const { verdict, short } = summarize(
    overview.environments,
    overview.unmapped,
    new Date(overview.evaluatedAt),
  );
  const changes = overview.environments
    .flatMap(({ assessment }) => assessment?.nextChangeAt ?? [])
    .sort();
  return {
    verdict,
    headline: short,
    nextChangeAt: changes[0] ? new Date(changes[0]) : undefined,
    observedBy: worstAssessment(
      overview.environments.map(({ assessment }) => assessment),
    )?.observedBy,
  };
}
