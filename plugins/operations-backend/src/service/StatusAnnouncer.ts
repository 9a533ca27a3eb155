import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  STATUS_TOPIC,
  StatusChange,
  StatusEvent,
} from '@opsdeck/backstage-plugin-operations-common';

/**
 * Tells Backstage's event bus which verdicts have changed, so that any plugin on
 * any replica may follow. Nothing waits for it and nothing depends on it.
 */
export class StatusAnnouncer {
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  #works = true;

  constructor(options: { events: EventsService; logger: LoggerService }) {
    this.#events = options.events;
    this.#logger = options.logger;
  }

  /** @param changes - at most a hundred, already committed */
  async announce(changes: readonly StatusChange[]): Promise<void> {
    const eventPayload: StatusEvent = { changes: [...changes] };
    try {
      await this.#events.publish({ topic: STATUS_TOPIC, eventPayload });
      this.#works = true;
    } catch (error) {
      if (this.#works) {
        this.#logger.warn(
          `Changes of verdicts cannot be told on the event bus; the board has them all the same: ${error}`,
        );
      }
      this.#works = false;
    }
  }
}
