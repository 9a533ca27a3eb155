import { randomUUID } from 'node:crypto';
import { AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import { redactText } from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { AlertChange, AlertRow, changeOf, recordOf } from './alertRows';
import { NAME_LENGTH, cut } from './text';

export interface AlertWrite {
  sourceId: string;
  scopeId: string;
  entityRef: string | null;
  record: AlertRecord;
  /**
   * For an alert that a source listed: when that reading began. Absent for a
   * message, which may come late.
   */
  listedSince?: Date;
}

/** Writes alerts, one row per firing. */
export class AlertStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Writes what a source or a webhook says of an alert. Messages come twice and
   * out of order: by a message a firing that has ended does not fire again. By a
   * list it does, when the list is younger than the news of the end: a restarted
   * Alertmanager lists nothing at first and then the same firings.
   */
  async save(
    trx: Knex.Transaction,
    write: AlertWrite,
    now: Date,
  ): Promise<AlertChange> {
    const row = rowOf(write, now);
    const inserted = await trx<AlertRow>('alerts')
      .insert(row)
      .onConflict(['scope_id', 'fingerprint', 'starts_at'])
      .ignore()
      .returning('id');
    if (inserted.length > 0) {
      return changeOf(row, changeBetween(undefined, row.state));
    }
    const { scope_id, fingerprint, starts_at } = row;
    const before = await trx<AlertRow>('alerts')
      .where({ scope_id, fingerprint, starts_at })
      .forUpdate()
      .first();
    if (!before) {
      throw new Error(`Alert ${fingerprint} vanished while it was written`);
    }
    if (before.state === 'resolved' && !refires(before, write)) {
      return changeOf(before, 'unchanged');
    }
    const same = before.record === row.record && before.state === row.state;
    const after = {
      ...row,
      id: before.id,
      source_id: before.source_id,
      entity_ref: before.entity_ref ?? row.entity_ref,
      incident_id: before.incident_id,
      first_seen_at: before.first_seen_at,
    };
    await trx<AlertRow>('alerts')
      .where({ id: before.id })
      .update(same ? { last_seen_at: row.last_seen_at } : after);
    return changeOf(
      after,
      same ? 'unchanged' : changeBetween(before.state, row.state),
    );
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
      .where('last_seen_at', '<', sweepStartedAt.toISOString())
      .orderBy(['fingerprint', 'starts_at'])
      .forUpdate();
    const endsAt = now.toISOString();
    const changes: AlertChange[] = [];
    for (const row of rows) {
      const record = { ...recordOf(row), state: 'resolved' as const, endsAt };
      const ended = {
        state: record.state,
        ends_at: endsAt,
        ended_seen_at: endsAt,
        record: JSON.stringify(record),
      };
      await trx<AlertRow>('alerts').where({ id: row.id }).update(ended);
      changes.push(changeOf({ ...row, ...ended }, 'resolved'));
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

  /** Current alerts that no entity claims, in order of id, after the given one. */
  async listUnbound(
    limit: number,
    afterId = '',
  ): Promise<{ id: string; record: AlertRecord }[]> {
    const rows = await this.#knex<AlertRow>('alerts')
      .whereNull('entity_ref')
      .whereNot({ state: 'resolved' })
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(limit);
    return rows.map(row => ({ id: row.id, record: recordOf(row) }));
  }

  /** Gives an alert to an entity; undefined when it has one by now or has ended. */
  async bind(
    trx: Knex.Transaction,
    id: string,
    entityRef: string,
  ): Promise<AlertChange | undefined> {
    const bound = await trx<AlertRow>('alerts')
      .where({ id })
      .whereNull('entity_ref')
      .whereNot({ state: 'resolved' })
      .update({ entity_ref: entityRef });
    if (bound !== 1) return undefined;
    const row = await trx<AlertRow>('alerts').where({ id }).first();
    return row && changeOf(row, changeBetween(undefined, row.state));
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
      .where({ state: 'resolved' })
      .whereNull('incident_id')
      .limit(chunk)
      .select('id');
    return this.#knex<AlertRow>('alerts').whereIn('id', old).delete();
  }
}

function rowOf(write: AlertWrite, now: Date): AlertRow {
  const at = now.toISOString();
  const ended = write.record.state === 'resolved';
  const record = {
    ...write.record,
    // Whoever writes an alerting rule may put a command line with a password into it.
    summary: redactText(write.record.summary),
    description: redactText(write.record.description),
    endsAt: ended ? write.record.endsAt ?? at : null,
  };
  return {
    id: randomUUID(),
    source_id: write.sourceId,
    scope_id: write.scopeId,
    fingerprint: record.fingerprint,
    starts_at: record.startsAt,
    ends_at: record.endsAt,
    state: record.state,
    class: record.class,
    name: cut(record.name, NAME_LENGTH),
    entity_ref: write.entityRef,
    incident_id: null,
    record: JSON.stringify(record),
    first_seen_at: at,
    last_seen_at: at,
    ended_seen_at: ended ? at : null,
  };
}

/** Whether a list shows an alert as current that we had taken for ended. */
function refires(before: AlertRow, write: AlertWrite): boolean {
  return (
    write.record.state !== 'resolved' &&
    write.listedSince !== undefined &&
    (before.ended_seen_at ?? '') < write.listedSince.toISOString()
  );
}

function changeBetween(
  before: AlertRecord['state'] | undefined,
  after: AlertRecord['state'],
): AlertChange['change'] {
  if (before === after) return 'updated';
  if (after === 'active') return 'fired';
  return after === 'resolved' ? 'resolved' : 'updated';
}
