import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Severity } from '@opsdeck/backstage-plugin-incidents-common';
import { EntityIndex } from '@opsdeck/backstage-plugin-operations-node';
import { StoredIncident } from '../database/IncidentStore';

const URGENCY: Record<Severity, 'critical' | 'high' | 'normal' | 'low'> = {
  P1: 'critical',
  P2: 'high',
  P3: 'normal',
  P4: 'low',
};

/** Tells the owner of a service that an incident has opened. Providers page people; this informs. */
export function createOwnerNotifier(options: {
  notifications: NotificationService;
  loadIndex: () => Promise<EntityIndex>;
  logger: LoggerService;
}): (incident: StoredIncident) => void {
  const notify = async (incident: StoredIncident) => {
    const index = await options.loadIndex();
    const owner = index.entities
      .get(incident.entityRef)
      ?.relations?.find(relation => relation.type === 'ownedBy')?.targetRef;
    if (!owner) return;
    const [kind, rest] = incident.entityRef.split(':');
    const [namespace, name] = rest.split('/');
    await options.notifications.send({
      recipients: { type: 'entity', entityRef: owner },
      payload: {
        title: `${incident.number} ${incident.severity}: ${incident.title}`,
        link: `/catalog/${namespace}/${kind}/${name}/incidents?incident=${incident.id}`,
        severity: URGENCY[incident.severity],
        topic: 'incidents',
        // The same scope updates the notification instead of adding one.
        scope: incident.number,
      },
    });
  };
  return incident => {
    notify(incident).catch(error =>
      options.logger.warn(
        `The owner was not told of ${incident.number}: ${error}`,
      ),
    );
  };
}
