import {
  nextClockChange,
  summarizeIncidents,
} from '@opsdeck/backstage-plugin-incidents-common';
import { staleAt } from '@opsdeck/backstage-plugin-operations-common';
import {
  EntityIndex,
  StatusDraft,
} from '@opsdeck/backstage-plugin-operations-node';
import { DefaultIncidentsService } from './DefaultIncidentsService';
import { observedByAlerts } from './observedByAlerts';

/** What the fleet board shows of one entity's incidents; undefined when it has left the catalog. */
export async function evaluateStatus(
  entityRef: string,
  now: Date,
  options: {
    service: Pick<DefaultIncidentsService, 'facts'>;
    loadIndex: () => Promise<EntityIndex>;
  },
): Promise<StatusDraft | undefined> {
  const index = await options.loadIndex();
  const entity = index.entities.get(entityRef);
  if (!entity) return undefined;
  const facts = await options.service.facts(entity, now);
  const { verdict, short } = summarizeIncidents(facts);
  const clocks = facts.active.flatMap(
    incident => nextClockChange(incident.clocks, now) ?? [],
  );
  // What is well is unknown as soon as a source is stale.
  const stale = verdict === 'met' ? facts.sources.map(staleAt) : [];
  const changes = [...clocks, ...stale].flatMap(at => at?.getTime() ?? []);
  return {
    verdict,
    headline: short,
    nextChangeAt:
      changes.length > 0 ? new Date(Math.min(...changes)) : undefined,
    observedBy: observedByAlerts(facts),
  };
}
