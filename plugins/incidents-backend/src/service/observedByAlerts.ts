import { SummaryInput } from '@opsdeck/backstage-plugin-incidents-common';
import {
  ObservedBy,
  observedByNone,
  observedByOldest,
} from '@opsdeck/backstage-plugin-operations-common';

/**
 * What the verdict on an entity rests on: an open incident on its own record;
 * without one the sources of the critical alerts that fire; without those every
 * alert source, because "no alert" is as old as the one read longest ago.
 */
export function observedByAlerts(
  facts: Pick<SummaryInput, 'active' | 'alerts' | 'sources'>,
): ObservedBy {
  if (facts.active.length > 0) {
    return observedByNone('an open incident is judged by its own clocks');
  }
  const critical = new Set(
    facts.alerts
      .filter(alert => alert.class === 'critical' && alert.state === 'active')
      .map(({ sourceId }) => sourceId),
  );
  const deciding = facts.sources.filter(({ sourceId }) =>
    critical.has(sourceId),
  );
  return observedByOldest(
    deciding.length > 0 ? deciding : facts.sources,
    'no alert source is configured',
  );
}
