import { IncidentEvent } from '@opsdeck/backstage-plugin-incidents-common';
import { Knex } from 'knex';
import {
  EventRow,
  IncidentRow,
  StoredIncident,
  toEvent,
  toIncident,
} from './incidentRows';

/** More incidents than this in one range, and the earliest are answered. */
const RANGE_LIMIT = 200;

/** Reads incidents and what happened in them. */
export class IncidentReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(id: string): Promise<StoredIncident | undefined> {
    const row = await this.#incidents().where({ id }).first();
    return row && toIncident(row);
  }

  /** What happened in the incident, in the order in which it was written. */
  async listEvents(incidentId: string): Promise<IncidentEvent[]> {
    const rows = await this.#knex<EventRow>('incident_events')
      .where({ incident_id: incidentId })
      .orderBy('seq');
    return rows.map(toEvent);
  }

  async listOpen(entityRef: string): Promise<StoredIncident[]> {
    const rows = await this.#incidents()
      .where({ entity_ref: entityRef, open: true })
      .orderBy(['opened_at', 'id']);
    return rows.map(toIncident);
  }

  /** Ended incidents, the latest first. */
  async listRecent(
    entityRef: string,
    limit: number,
  ): Promise<StoredIncident[]> {
    const rows = await this.#incidents()
      .where({ entity_ref: entityRef, open: false })
      .orderBy([
        { column: 'opened_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(toIncident);
  }

  /** Incidents that were open at some time between the instants, the oldest first. */
  async listBetween(
    entityRef: string,
    from: Date,
    to: Date,
  ): Promise<StoredIncident[]> {
    const rows = await this.#incidents()
      .where({ entity_ref: entityRef })
      // These were none.
      .whereNotIn('state', ['declined', 'merged'])
      .where('opened_at', '<=', to.toISOString())
      .where(lasted => {
        lasted
          .where({ open: true })
          .orWhere('resolved_at', '>=', from.toISOString());
      })
      .orderBy(['opened_at', 'id'])
      .limit(RANGE_LIMIT);
    return rows.map(toIncident);
  }

  #incidents() {
    return this.#knex<IncidentRow>('incidents');
  }
}
