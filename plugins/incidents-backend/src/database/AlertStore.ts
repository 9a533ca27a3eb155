import { randomUUID } from 'node:crypto';
import { Alert, AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import { Knex } from 'knex';

interface AlertRow {
  id: string;
  source_id: string;
  scope_id: string;
  fingerprint: string;
  starts_at: string;
  ends_at: string | null;
  state: AlertRecord['state'];
  class: AlertRecord['class'];
  name: string;
  entity_ref: string | null;
  incident_id: string | null;
  record: string;
  first_seen_at: string;
  last_seen_at: string;
}

type JoinedRow = AlertRow & { incident_number: string | null };

export interface AlertWrite {
  sourceId: string;
  scopeId: string;
  entityRef: string | null;
  record: AlertRecord;
}

/** What became of an alert by a write. */
export interface AlertChange {
  id: string;
  entityRef: string | null;
  incidentId: string | null;
  record: AlertRecord;
  /** `unchanged` when the write said nothing new. */
  change: 'fired' | 'resolved' | 'updated' | 'unchanged';
}

/** Alerts, one row per firing. */
export class AlertStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Writes what a source or a webhook says of an alert. Messages come twice and
   * out of order: a firing that has ended does not fire again.
   */
  async save(
    trx: Knex.Transaction,
    write: AlertWrite,
    now: Date,
  ): Promise<AlertChange> {
    const { record } = write;
    const key = {
      scope_id: write.scopeId,
      fingerprint: record.fingerprint,
      starts_at: record.startsAt,
    };
    const at = now.toISOString();
    const inserted = await trx<AlertRow>('alerts')
      .insert({
        ...key,
        id: randomUUID(),
        source_id: write.sourceId,
        ends_at: record.endsAt,
        state: record.state,
        class: record.class,
        name: record.name,
        entity_ref: write.entityRef,
        record: JSON.stringify(record),
        first_seen_at: at,
        last_seen_at: at,
      })
      .onConflict(['scope_id', 'fingerprint', 'starts_at'])
      .ignore()
      .returning('id');
    if (inserted.length > 0) {
      return {
        id: inserted[0].id,
        entityRef: write.entityRef,
        incidentId: null,
        record,
        change: record.state === 'resolved' ? 'resolved' : 'fired',
      };
    }
    const existing = await trx<AlertRow>('alerts').where(key).first();
    if (!existing)
      throw new Error(
        `Alert ${record.fingerprint} vanished while it was written`,
      );
    const base = {
      id: existing.id,
      entityRef: existing.entity_ref ?? write.entityRef,
      incidentId: existing.incident_id,
      record,
    };
    if (existing.state === 'resolved') return { ...base, change: 'unchanged' };
    const text = JSON.stringify(record);
    const same = existing.record === text && existing.state === record.state;
    await trx<AlertRow>('alerts')
      .where({ id: existing.id })
      .update({
        last_seen_at: at,
        ...(same
          ? {}
          : {
              record: text,
              state: record.state,
              class: record.class,
              ends_at: record.endsAt,
              entity_ref: base.entityRef,
            }),
      });
    if (record.state === 'resolved') return { ...base, change: 'resolved' };
    return { ...base, change: same ? 'unchanged' : 'updated' };
  }

  /** Ends the firings of a scope that a complete reading no longer lists. */
  async resolveUnseen(
    trx: Knex.Transaction,
    scopeId: string,
    sweepStartedAt: Date,
    now: Date,
  ): Promise<AlertChange[]> {
    const rows = await trx<AlertRow>('alerts')
      .where({ scope_id: scopeId })
      .whereNot({ state: 'resolved' })
      .where('last_seen_at', '<', sweepStartedAt.toISOString());
    const endsAt = now.toISOString();
    const changes: AlertChange[] = [];
    for (const row of rows) {
      const record: AlertRecord = {
        ...JSON.parse(row.record),
        state: 'resolved',
        endsAt,
      };
      await trx<AlertRow>('alerts')
        .where({ id: row.id })
        .update({
          state: 'resolved',
          ends_at: endsAt,
          record: JSON.stringify(record),
        });
      changes.push({
        id: row.id,
        entityRef: row.entity_ref,
        incidentId: row.incident_id,
        record,
        change: 'resolved',
      });
    }
    return changes;
  }

  async joinIncident(
    trx: Knex.Transaction,
    id: string,
    incidentId: string,
  ): Promise<void> {
    await trx<AlertRow>('alerts')
      .where({ id })
      .update({ incident_id: incidentId });
  }

  /** Alerts of the entity that fire or are suppressed now. */
  async listCurrent(entityRef: string): Promise<Alert[]> {
    const rows = await this.#joined()
      .where('alerts.entity_ref', entityRef)
      .whereNot('alerts.state', 'resolved');
    return rows.map(toAlert);
  }

  async listOfIncident(incidentId: string): Promise<Alert[]> {
    const rows = await this.#joined()
      .where('alerts.incident_id', incidentId)
      .orderBy('alerts.starts_at');
    return rows.map(toAlert);
  }

  /** Alerts of the entity that began between the instants, oldest first. */
  async listBetween(entityRef: string, from: Date, to: Date): Promise<Alert[]> {
    const rows = await this.#joined()
      .where('alerts.entity_ref', entityRef)
      .whereBetween('alerts.starts_at', [from.toISOString(), to.toISOString()])
      .orderBy('alerts.starts_at');
    return rows.map(toAlert);
  }

  /** Current alerts that no entity claims. */
  async listUnbound(
    limit: number,
  ): Promise<{ id: string; record: AlertRecord }[]> {
    const rows = await this.#knex<AlertRow>('alerts')
      .whereNull('entity_ref')
      .whereNot({ state: 'resolved' })
      .orderBy('id')
      .limit(limit);
    return rows.map(row => ({ id: row.id, record: JSON.parse(row.record) }));
  }

  async bind(
    trx: Knex.Transaction,
    id: string,
    entityRef: string,
  ): Promise<AlertChange | undefined> {
    const bound = await trx<AlertRow>('alerts')
      .where({ id })
      .whereNull('entity_ref')
      .update({ entity_ref: entityRef });
    const row =
      bound === 1 && (await trx<AlertRow>('alerts').where({ id }).first());
    if (!row) return undefined;
    return {
      id,
      entityRef,
      incidentId: row.incident_id,
      record: JSON.parse(row.record),
      change: 'fired',
    };
  }

  async countBindings(
    trx: Knex.Transaction,
    scopeId: string,
  ): Promise<{ bound: number; unbound: number }> {
    const [row] = await trx<AlertRow>('alerts')
      .where({ scope_id: scopeId })
      .whereNot({ state: 'resolved' })
      .count({ total: '*', bound: 'entity_ref' });
    const bound = Number(row.bound);
    return { bound, unbound: Number(row.total) - bound };
  }

  /** Deletes at most `chunk` alerts that ended before the instant and belong to no incident. */
  async prune(before: Date, chunk: number): Promise<number> {
    const old = this.#knex<AlertRow>('alerts')
      .where('ends_at', '<', before.toISOString())
      .whereNull('incident_id')
      .limit(chunk)
      .select('id');
    return this.#knex<AlertRow>('alerts').whereIn('id', old).delete();
  }

  #joined() {
    return this.#knex<AlertRow>('alerts')
      .leftJoin('incidents', 'incidents.id', 'alerts.incident_id')
      .select<JoinedRow[]>('alerts.*', { incident_number: 'incidents.number' });
  }
}

function toAlert(row: JoinedRow): Alert {
  const {
    bindings: _bindings,
    environmentFacts: _facts,
    ...record
  } = JSON.parse(row.record) as AlertRecord;
  return {
    ...record,
    id: row.id,
    sourceId: row.source_id,
    scopeId: row.scope_id,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    incident: row.incident_number,
  };
}
