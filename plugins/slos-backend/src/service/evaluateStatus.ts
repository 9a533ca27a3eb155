import { worstAssessment } from '@opsdeck/backstage-plugin-operations-common';
import {
  EntityIndex,
  StatusDraft,
} from '@opsdeck/backstage-plugin-operations-node';
import { summarizeObjectives } from '@opsdeck/backstage-plugin-slos-common';
import { EntitySlosService } from './SlosService';
import { toSummary } from './sloView';

/** What the fleet board shows of one entity's SLOs; undefined when it has left the catalog. */
export async function evaluateStatus(
  entityRef: string,
  options: {
    service: Pick<EntitySlosService, 'getOverview'>;
    loadIndex: () => Promise<EntityIndex>;
  },
): Promise<StatusDraft | undefined> {
  const entity = (await options.loadIndex()).entities.get(entityRef);
  if (!entity) return undefined;
  const { slos, problems } = await options.service.getOverview(entity);
  const { verdict, short } = summarizeObjectives(
    slos.map(toSummary),
    problems.filter(({ severity }) => severity === 'error').length,
  );
  const [soonest] = slos
    .flatMap(slo => slo.assessment.nextChangeAt ?? [])
    .sort();
  return {
    verdict,
    headline: short,
    nextChangeAt: soonest ? new Date(soonest) : undefined,
    observedBy: worstAssessment(slos.map(({ assessment }) => assessment))
      ?.observedBy,
  };
}
