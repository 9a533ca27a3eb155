import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Severity } from '@opsdeck/backstage-plugin-incidents-common';
import { EntityIndex } from '@opsdeck/backstage-plugin-operations-node';
import { IncidentStore } from '../database/IncidentStore';
import { StoredIncident } from '../database/incidentRows';

const BATCH = 20;

const URGENCY: Record<Severity, 'critical' | 'high' | 'normal' | 'low'> = {
  P1: 'critical',
  P2: 'high',
  P3: 'normal',
  P4: 'low',
};

export interface OwnerNotifierOptions {
  incidents: IncidentStore;
  notifications: NotificationService;
  loadIndex: () => Promise<EntityIndex>;
  logger: LoggerService;
  clock?: () => Date;
}

/**
 * Tells the owner of a service that an incident has opened. Providers page
 * people; this informs. What could not be told is tried again while the
 * incident is open; told twice, the notification is still one.
 */
export class OwnerNotifier {
  readonly #options: OwnerNotifierOptions;
  readonly #clock: () => Date;
  #works = true;

  constructor(options: OwnerNotifierOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async schedule(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'notify-owners',
      frequency: { seconds: 10 },
      timeout: { minutes: 1 },
      scope: 'global',
      fn: async signal => this.run(signal),
    });
  }

  async run(signal: AbortSignal): Promise<void> {
    const { incidents, logger } = this.#options;
    for (const incident of await incidents.listUnannounced(BATCH)) {
      if (signal.aborted) return;
      try {
        await this.#tell(incident);
        await incidents.markAnnounced(incident.id, this.#clock());
        this.#works = true;
      } catch (error) {
        if (this.#works) {
          logger.warn(
            `The owner could not be told of ${incident.number}; it is tried again while the incident is open: ${error}`,
          );
        }
        this.#works = false;
        return;
      }
    }
  }

  async #tell(incident: StoredIncident): Promise<void> {
    const index = await this.#options.loadIndex();
    const owner = index.entities
      .get(incident.entityRef)
      ?.relations?.find(relation => relation.type === 'ownedBy')?.targetRef;
    if (!owner) return;
    await this.#options.notifications.send({
      recipients: { type: 'entity', entityRef: owner },
      payload: {
        title: `${incident.number} ${incident.severity}: ${incident.title}`,
        link: linkTo(incident),
        severity: URGENCY[incident.severity],
        topic: 'incidents',
        // The same scope updates the notification instead of adding one.
        scope: incident.number,
      },
    });
  }
}

function linkTo({ entityRef, id }: StoredIncident): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  return `/catalog/${path}/incidents?incident=${id}`;
}
