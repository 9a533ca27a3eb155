import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import {
  Incident,
  IncidentEvent,
  IncidentState,
  Severity,
  incidentNumber,
  isOpen,
} from '@opsdeck/backstage-plugin-incidents-common';
import { Knex } from 'knex';

interface IncidentRow {
  id: string;
  number: string;
  entity_ref: string;
  title: string;
  severity: Severity;
  state: IncidentState;
  open: boolean | number;
  version: number;
  opened_at: string;
  opened_by: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  mitigated_at: string | null;
  resolved_at: string | null;
  commander: string | null;
  rule_key: string | null;
}

interface EventRow {
  id: string;
  incident_id: string;
  seq: number;
  at: string;
  type: IncidentEvent['type'];
  actor: string;
  text: string;
}

/** An incident without what is computed for an instant. */
export type StoredIncident = Omit<Incident, 'clocks' | 'verdict'>;

export interface NewIncident {
  entityRef: string;
  title: string;
  severity: Severity;
  openedBy: string;
  openedAt: Date;
  text: string;
  /** Set by rules: only one open incident holds a key. */
  ruleKey?: string;
}

/** Fields that a change may set. */
export type IncidentPatch = Partial<
  Pick<
    StoredIncident,
    | 'severity'
    | 'state'
    | 'acknowledgedAt'
    | 'acknowledgedBy'
    | 'mitigatedAt'
    | 'resolvedAt'
    | 'commander'
  >
>;

export interface NewEvent {
  at: Date;
  type: IncidentEvent['type'];
  actor: string;
  text: string;
}

/** Incidents and the append-only record of what happened in them. */
export class IncidentStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Runs writes that belong together. */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#knex.transaction(work);
  }

  async open(
    trx: Knex.Transaction,
    incident: NewIncident,
  ): Promise<StoredIncident> {
    const id = randomUUID();
    const openedAt = incident.openedAt.toISOString();
    await trx<IncidentRow>('incidents').insert({
      id,
      number: await this.#nextNumber(trx, incident.openedAt.getUTCFullYear()),
      entity_ref: incident.entityRef,
      title: incident.title,
      severity: incident.severity,
      state: 'detected',
      open: true,
      version: 1,
      opened_at: openedAt,
      opened_by: incident.openedBy,
      rule_key: incident.ruleKey ?? null,
    });
    await this.addEvent(trx, id, {
      at: incident.openedAt,
      type: 'opened',
      actor: incident.openedBy,
      text: incident.text,
    });
    return this.#require(trx, id);
  }

  /**
   * Changes an incident that still has the version that the writer saw.
   *
   * @throws ConflictError naming the present state when it has not.
   */
  async update(
    trx: Knex.Transaction,
    id: string,
    expectedVersion: number,
    patch: IncidentPatch,
  ): Promise<StoredIncident> {
    const changed = await trx<IncidentRow>('incidents')
      .where({ id, version: expectedVersion })
      .update({
        version: expectedVersion + 1,
        ...(patch.severity && { severity: patch.severity }),
        ...(patch.acknowledgedAt && { acknowledged_at: patch.acknowledgedAt }),
        ...(patch.acknowledgedBy && { acknowledged_by: patch.acknowledgedBy }),
        ...(patch.mitigatedAt && { mitigated_at: patch.mitigatedAt }),
        ...(patch.resolvedAt !== undefined && {
          resolved_at: patch.resolvedAt,
        }),
        ...(patch.commander && { commander: patch.commander }),
        ...(patch.state && {
          state: patch.state,
          open: isOpen(patch.state),
          ...(isOpen(patch.state) ? {} : { rule_key: null }),
        }),
      });
    const present = await this.#require(trx, id);
    if (changed !== 1) {
      throw new ConflictError(
        `${present.number} has changed since you looked: it is ${present.state}, ${present.severity} (version ${present.version})`,
      );
    }
    return present;
  }

  async addEvent(
    trx: Knex.Transaction,
    incidentId: string,
    event: NewEvent,
  ): Promise<void> {
    const last = await trx<EventRow>('incident_events')
      .where({ incident_id: incidentId })
      .max({ seq: 'seq' })
      .first();
    await trx<EventRow>('incident_events').insert({
      id: randomUUID(),
      incident_id: incidentId,
      seq: Number(last?.seq ?? 0) + 1,
      at: event.at.toISOString(),
      type: event.type,
      actor: event.actor,
      text: event.text,
    });
  }

  async get(id: string): Promise<StoredIncident | undefined> {
    const row = await this.#knex<IncidentRow>('incidents')
      .where({ id })
      .first();
    return row && toIncident(row);
  }

  /** The open incident that a rule's key holds. */
  async findByRuleKey(
    trx: Knex.Transaction,
    ruleKey: string,
  ): Promise<StoredIncident | undefined> {
    const row = await trx<IncidentRow>('incidents')
      .where({ rule_key: ruleKey })
      .first();
    return row && toIncident(row);
  }

  async listEvents(incidentId: string): Promise<IncidentEvent[]> {
    const rows = await this.#knex<EventRow>('incident_events')
      .where({ incident_id: incidentId })
      .orderBy('seq');
    return rows.map(({ id, at, type, actor, text }) => ({
      id,
      at,
      type,
      actor,
      text,
    }));
  }

  async listOpen(entityRef: string): Promise<StoredIncident[]> {
    const rows = await this.#knex<IncidentRow>('incidents')
      .where({ entity_ref: entityRef, open: true })
      .orderBy('opened_at');
    return rows.map(toIncident);
  }

  /** Ended incidents, the latest first. */
  async listRecent(
    entityRef: string,
    limit: number,
  ): Promise<StoredIncident[]> {
    const rows = await this.#knex<IncidentRow>('incidents')
      .where({ entity_ref: entityRef, open: false })
      .orderBy('opened_at', 'desc')
      .limit(limit);
    return rows.map(toIncident);
  }

  /** Incidents that were open at some time between the instants. */
  async listBetween(
    entityRef: string,
    from: Date,
    to: Date,
  ): Promise<StoredIncident[]> {
    const rows = await this.#knex<IncidentRow>('incidents')
      .where({ entity_ref: entityRef })
      .where('opened_at', '<=', to.toISOString())
      .where(ended => {
        ended
          .whereNull('resolved_at')
          .orWhere('resolved_at', '>=', from.toISOString());
      })
      .orderBy('opened_at')
      .limit(200);
    return rows.map(toIncident);
  }

  /** The increment locks the year's row: two replicas never give out one number. */
  async #nextNumber(trx: Knex.Transaction, year: number): Promise<string> {
    await trx('incident_counters')
      .insert({ year, last: 0 })
      .onConflict('year')
      .ignore();
    await trx('incident_counters').where({ year }).increment('last', 1);
    const { last } = await trx('incident_counters')
      .where({ year })
      .first('last');
    return incidentNumber(year, Number(last));
  }

  async #require(trx: Knex.Transaction, id: string): Promise<StoredIncident> {
    const row = await trx<IncidentRow>('incidents').where({ id }).first();
    if (!row) throw new Error(`No incident ${id}`);
    return toIncident(row);
  }
}

function toIncident(row: IncidentRow): StoredIncident {
  return {
    id: row.id,
    number: row.number,
    entityRef: row.entity_ref,
    title: row.title,
    severity: row.severity,
    state: row.state,
    version: row.version,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    mitigatedAt: row.mitigated_at,
    resolvedAt: row.resolved_at,
    commander: row.commander,
  };
}
