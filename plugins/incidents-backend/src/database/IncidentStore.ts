import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  IncidentEvent,
  Severity,
  incidentNumber,
  isOpen,
} from '@opsdeck/backstage-plugin-incidents-common';
import { Knex } from 'knex';
import {
  EventRow,
  IncidentRow,
  StoredIncident,
  toIncident,
} from './incidentRows';
import { NAME_LENGTH, cut } from './text';

export interface NewIncident {
  entityRef: string;
  title: string;
  severity: Severity;
  openedBy: string;
  /** When its clocks start. */
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

/** Writes incidents and the append-only record of what happened in them. */
export class IncidentStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Runs writes that belong together. */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#knex.transaction(work);
  }

  /**
   * Makes other openings wait until the transaction ends. Call it before looking
   * whether a rule's incident is open, and before locking any incident: who looks
   * after the wait sees what the other one opened.
   */
  async lockOpenings(trx: Knex.Transaction, now: Date): Promise<void> {
    const year = now.getUTCFullYear();
    await trx('incident_counters')
      .insert({ year, last: 0 })
      .onConflict('year')
      .ignore();
    await trx('incident_counters').where({ year }).forUpdate().first();
  }

  /** @param now - names the year of the number; the clocks may have started before */
  async open(
    trx: Knex.Transaction,
    incident: NewIncident,
    now: Date,
  ): Promise<StoredIncident> {
    const id = randomUUID();
    await this.lockOpenings(trx, now);
    await trx<IncidentRow>('incidents').insert({
      id,
      number: await this.#nextNumber(trx, now.getUTCFullYear()),
      entity_ref: incident.entityRef,
      title: incident.title,
      severity: incident.severity,
      state: 'detected',
      open: true,
      version: 1,
      opened_at: incident.openedAt.toISOString(),
      opened_by: cut(incident.openedBy, NAME_LENGTH),
      rule_key: incident.ruleKey ?? null,
    });
    await this.addEvent(trx, id, {
      at: now,
      type: 'opened',
      actor: incident.openedBy,
      text: incident.text,
    });
    return toIncident(await this.#lock(trx, id));
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
    const before = await this.#lock(trx, id);
    if (before.version !== expectedVersion) {
      throw new ConflictError(
        `${before.number} has changed since you looked: it is ${before.state}, ${before.severity} (version ${before.version})`,
      );
    }
    const open = isOpen(patch.state ?? before.state);
    const merged = { ...toIncident(before), ...patch };
    await trx<IncidentRow>('incidents')
      .where({ id })
      .update({
        version: expectedVersion + 1,
        severity: merged.severity,
        state: merged.state,
        acknowledged_at: merged.acknowledgedAt,
        acknowledged_by: merged.acknowledgedBy,
        mitigated_at: merged.mitigatedAt,
        resolved_at: merged.resolvedAt,
        commander: merged.commander,
        open,
        rule_key: open ? await this.#ruleKeyAgain(trx, before) : null,
      });
    return { ...merged, version: expectedVersion + 1 };
  }

  /** Appends to what happened; the incident stays locked until the transaction ends. */
  async addEvent(
    trx: Knex.Transaction,
    incidentId: string,
    event: NewEvent,
  ): Promise<void> {
    await this.#lock(trx, incidentId);
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
      actor: cut(event.actor, NAME_LENGTH),
      text: event.text,
    });
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

  /** The incident when it is open. */
  async findOpen(
    trx: Knex.Transaction,
    id: string,
  ): Promise<StoredIncident | undefined> {
    const row = await trx<IncidentRow>('incidents')
      .where({ id, open: true })
      .first();
    return row && toIncident(row);
  }

  /** Open incidents of which the owner has not been told, the oldest first. */
  async listUnannounced(limit: number): Promise<StoredIncident[]> {
    const rows = await this.#knex<IncidentRow>('incidents')
      .where({ open: true })
      .whereNull('announced_at')
      .orderBy('opened_at')
      .limit(limit);
    return rows.map(toIncident);
  }

  async markAnnounced(id: string, now: Date): Promise<void> {
    await this.#knex<IncidentRow>('incidents')
      .where({ id })
      .update({ announced_at: now.toISOString() });
  }

  /**
   * Deletes at most `chunk` ended incidents opened before the instant, with
   * their events and alerts; answers how many.
   */
  async prune(before: Date, chunk: number): Promise<number> {
    return this.transaction(async trx => {
      const old = await trx<IncidentRow>('incidents')
        .where({ open: false })
        .where('opened_at', '<', before.toISOString())
        .limit(chunk)
        .pluck('id');
      await trx('incident_events').whereIn('incident_id', old).delete();
      await trx('alerts').whereIn('incident_id', old).delete();
      return trx('incidents').whereIn('id', old).delete();
    });
  }

  /** What a rule opened and a person takes up again gathers alerts again, unless another one does by now. */
  async #ruleKeyAgain(
    trx: Knex.Transaction,
    before: IncidentRow,
  ): Promise<string | null> {
    if (before.open || !before.opened_by.startsWith('alert:')) {
      return before.rule_key;
    }
    const holder = await this.findByRuleKey(trx, before.entity_ref);
    return holder ? null : before.entity_ref;
  }

  async #nextNumber(trx: Knex.Transaction, year: number): Promise<string> {
    await trx('incident_counters').where({ year }).increment('last', 1);
    const { last } = await trx('incident_counters')
      .where({ year })
      .first('last');
    return incidentNumber(year, Number(last));
  }

  async #lock(trx: Knex.Transaction, id: string): Promise<IncidentRow> {
    const row = await trx<IncidentRow>('incidents')
      .where({ id })
      .forUpdate()
      .first();
    if (!row) throw new NotFoundError(`No incident ${id}`);
    return row;
  }
}
