import {
  AlertRecord,
  IncidentEvent,
  SEVERITIES,
  Severity,
} from '@opsdeck/backstage-plugin-incidents-common';
import { humanDuration } from '@opsdeck/backstage-plugin-operations-common';
import {
  EntityIndex,
  StatusStore,
  bind,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { OpeningRule } from '../config/readIncidentsConfig';
import { AlertReader } from '../database/AlertReader';
import { AlertStore } from '../database/AlertStore';
import { IncidentStore } from '../database/IncidentStore';
import { AlertChange } from '../database/alertRows';
import { StoredIncident } from '../database/incidentRows';
import { cut } from '../database/text';
import { bindableOf } from './bindableOf';

/** Longest title that the contract allows. */
const TITLE_LENGTH = 200;
/** An alert that is older than this when we first see it is worth a word. */
const LATE_MS = 60_000;

export interface AlertProcessorOptions {
  alerts: AlertStore;
  reader: AlertReader;
  incidents: IncidentStore;
  statuses: StatusStore;
  openOn: readonly OpeningRule[];
}

export interface AlertOrigin {
  sourceId: string;
  scopeId: string;
  /** For a list: when its reading began. Absent for messages, which may come late. */
  listedSince?: Date;
}

/**
 * What an alert does, whichever way it came in: it is stored, it joins the
 * incident of its rule or opens it, and its end is noted there. Rows are locked
 * in one order everywhere: alerts, openings, incidents, statuses.
 */
export class AlertProcessor {
  readonly #options: AlertProcessorOptions;

  constructor(options: AlertProcessorOptions) {
    this.#options = options;
  }

  /** Stores alerts and carries what is new in them over to incidents. */
  async process(
    trx: Knex.Transaction,
    index: EntityIndex,
    origin: AlertOrigin,
    records: readonly AlertRecord[],
    now: Date,
  ): Promise<void> {
    const changes: AlertChange[] = [];
    for (const record of inOrder(records)) {
      const { entityRef } = bind(index, bindableOf(record), 'Component');
      const write = { ...origin, entityRef, record };
      changes.push(await this.#options.alerts.save(trx, write, now));
    }
    await this.follow(trx, changes, now);
  }

  /** Carries changes of alerts over to incidents. */
  async follow(
    trx: Knex.Transaction,
    all: readonly AlertChange[],
    now: Date,
  ): Promise<void> {
    const { incidents, statuses } = this.#options;
    const changes = all
      .filter(each => each.change !== 'unchanged')
      .sort((a, b) => (a.entityRef ?? '').localeCompare(b.entityRef ?? ''));
    if (changes.some(each => this.#ruleOf(each))) {
      await incidents.lockOpenings(trx, now);
    }
    const ended = new Set<string>();
    for (const change of changes) {
      if (change.change === 'fired') {
        await this.#fire(trx, change, now);
      } else if (change.change === 'resolved' && change.incidentId) {
        await this.#note(trx, change.incidentId, 'alert-resolved', change, now);
        ended.add(change.incidentId);
      }
    }
    for (const incidentId of ended) await this.#noteEnd(trx, incidentId, now);
    await statuses.markDue(
      trx,
      changes.flatMap(each => each.entityRef ?? []),
      now,
    );
  }

  async #fire(trx: Knex.Transaction, alert: AlertChange, now: Date) {
    const { incidents, alerts } = this.#options;
    const former =
      alert.incidentId && (await incidents.findOpen(trx, alert.incidentId));
    if (former) {
      await this.#note(trx, former.id, 'alert-joined', alert, now);
      return;
    }
    const rule = this.#ruleOf(alert);
    if (!rule || !alert.entityRef) return;
    // One open incident per service holds all alerts that rules send to it.
    const ruleKey = alert.entityRef;
    const existing = await incidents.findByRuleKey(trx, ruleKey);
    const incident =
      existing ??
      (await incidents.open(
        trx,
        {
          entityRef: alert.entityRef,
          title: titleOf(alert.record),
          severity: rule.severity,
          openedBy: actorOf(alert.record),
          // The clock runs from the alert, not from our hearing of it.
          openedAt: new Date(
            Math.min(Date.parse(alert.record.startsAt), now.getTime()),
          ),
          text: openingText(alert.record, now),
          ruleKey,
        },
        now,
      ));
    await alerts.joinIncident(trx, alert.id, incident.id);
    await this.#note(trx, incident.id, 'alert-joined', alert, now);
    if (existing) await this.#raise(trx, existing, rule.severity, alert, now);
  }

  /** The rule by which an alert that fires now opens an incident; the first match wins. */
  #ruleOf({ change, entityRef, record }: AlertChange): OpeningRule | undefined {
    if (change !== 'fired' || !entityRef) return undefined;
    return this.#options.openOn.find(({ match }) =>
      Object.entries(match).every(
        ([label, value]) => record.labels[label] === value,
      ),
    );
  }

  /** A more urgent alert makes its incident as urgent; a milder one changes nothing. */
  async #raise(
    trx: Knex.Transaction,
    incident: StoredIncident,
    severity: Severity,
    alert: AlertChange,
    now: Date,
  ) {
    const { incidents } = this.#options;
    if (SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(incident.severity)) {
      return;
    }
    await incidents.update(trx, incident.id, incident.version, { severity });
    await incidents.addEvent(trx, incident.id, {
      at: now,
      type: 'severity-changed',
      actor: actorOf(alert.record),
      text: `${incident.severity} → ${severity}: ${alert.record.name} calls for it`,
    });
  }

  async #note(
    trx: Knex.Transaction,
    incidentId: string,
    type: IncidentEvent['type'],
    alert: AlertChange,
    now: Date,
  ) {
    const { name, summary } = alert.record;
    const what = type === 'alert-resolved' ? 'no longer fires' : 'fires';
    await this.#options.incidents.addEvent(trx, incidentId, {
      at: now,
      type,
      actor: actorOf(alert.record),
      text: `${name} ${what}${summary ? `: ${summary}` : ''}`,
    });
  }

  async #noteEnd(trx: Knex.Transaction, incidentId: string, now: Date) {
    const { incidents, reader } = this.#options;
    const incident = await incidents.findOpen(trx, incidentId);
    const ended = await reader.endedAt([incidentId], trx);
    if (!incident || !ended.has(incidentId)) return;
    await incidents.addEvent(trx, incidentId, {
      at: now,
      type: 'alerts-ended',
      actor: 'opsdeck',
      text: 'All its alerts have ended; whether it is over, a person decides',
    });
  }
}

/** In one order everywhere: two writers that lock the same rows must not wait for each other. */
function inOrder(records: readonly AlertRecord[]): AlertRecord[] {
  const keyOf = (each: AlertRecord) => `${each.fingerprint} ${each.startsAt}`;
  return [...records].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function actorOf(record: AlertRecord): string {
  return `alert:${record.name}`;
}

function titleOf(record: AlertRecord): string {
  return cut(record.summary.trim() || record.name, TITLE_LENGTH);
}

function openingText(record: AlertRecord, now: Date): string {
  const firingMs = now.getTime() - Date.parse(record.startsAt);
  return firingMs > LATE_MS
    ? `Opened by the alert ${
        record.name
      }, which had been firing for ${humanDuration(
        firingMs,
      )} when it was first seen here: the clocks run from its start`
    : `Opened by the alert ${record.name}`;
}
