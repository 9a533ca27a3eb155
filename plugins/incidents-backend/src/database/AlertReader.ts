import { Alert } from '@opsdeck/backstage-plugin-incidents-common';
import { Knex } from 'knex';
import { AlertRow, JoinedAlertRow, toAlert } from './alertRows';

/** Reads alerts as the API shows them. */
export class AlertReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Alerts of the entity that fire or are suppressed now. */
  async listCurrent(entityRef: string): Promise<Alert[]> {
    const rows = await this.#joined()
      .where('alerts.entity_ref', entityRef)
      .whereIn('alerts.state', ['active', 'suppressed']);
    return rows.map(toAlert);
  }

  /** Alerts that joined the incident, the oldest first. */
  async listOfIncident(incidentId: string): Promise<Alert[]> {
    const rows = await this.#joined()
      .where('alerts.incident_id', incidentId)
      .orderBy(['alerts.starts_at', 'alerts.id']);
    return rows.map(toAlert);
  }

  /** By incident: when the last of its alerts ended. Left out while one fires and when none joined. */
  async endedAt(
    incidentIds: readonly string[],
    connection: Knex = this.#knex,
  ): Promise<Map<string, string>> {
    const rows = await connection<AlertRow>('alerts')
      .whereIn('incident_id', [...incidentIds])
      .groupBy('incident_id')
      .having(
        connection.raw(
          "max(case when state = 'resolved' then 0 else 1 end) = 0",
        ),
      )
      .select('incident_id')
      .max({ ended: 'ends_at' });
    return new Map(
      rows.map(row => [String(row.incident_id), String(row.ended)]),
    );
  }

  #joined() {
    return this.#knex<AlertRow>('alerts')
      .leftJoin('incidents', 'incidents.id', 'alerts.incident_id')
      .select<JoinedAlertRow[]>('alerts.*', {
        incident_number: 'incidents.number',
      });
  }
}
