import {
  AlertRecord,
  IncidentEvent,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  EntityIndex,
  StatusStore,
  bind,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { OpeningRule } from '../config/readIncidentsConfig';
import { AlertChange, AlertStore } from '../database/AlertStore';
import { IncidentStore, StoredIncident } from '../database/IncidentStore';

/** Told after the transaction in which an incident was opened. */
export type OnOpened = (incident: StoredIncident) => void;

export interface AlertProcessorOptions {
  alerts: AlertStore;
  incidents: IncidentStore;
  statuses: StatusStore;
  openOn: readonly OpeningRule[];
}

export interface AlertOrigin {
  sourceId: string;
  scopeId: string;
}

/**
 * What an alert does, whichever way it came in: it is stored, it joins the
 * incident of its rule or opens it, and its end is noted there.
 */
export class AlertProcessor {
  readonly #options: AlertProcessorOptions;

  constructor(options: AlertProcessorOptions) {
    this.#options = options;
  }

  async process(
    trx: Knex.Transaction,
    index: EntityIndex,
    origin: AlertOrigin,
    records: readonly AlertRecord[],
    now: Date,
  ): Promise<StoredIncident[]> {
    const changes: AlertChange[] = [];
    for (const record of records) {
      const { entityRef } = bind(index, record.bindings, 'Component');
      changes.push(
        await this.#options.alerts.save(
          trx,
          { ...origin, entityRef, record },
          now,
        ),
      );
    }
    return this.follow(trx, changes, now);
  }

  /** Carries changes of alerts over to incidents; answers the incidents that were opened. */
  async follow(
    trx: Knex.Transaction,
    changes: readonly AlertChange[],
    now: Date,
  ): Promise<StoredIncident[]> {
    const opened: StoredIncident[] = [];
    for (const change of changes) {
      if (change.change === 'fired') {
        const incident = await this.#join(trx, change, now);
        if (incident) opened.push(incident);
      } else if (change.change === 'resolved' && change.incidentId) {
        await this.#note(trx, change.incidentId, 'alert-resolved', change, now);
      }
    }
    await this.#options.statuses.markDue(
      trx,
      changes
        .filter(each => each.change !== 'unchanged')
        .flatMap(each => each.entityRef ?? []),
      now,
    );
    return opened;
  }

  async #join(
    trx: Knex.Transaction,
    alert: AlertChange,
    now: Date,
  ): Promise<StoredIncident | undefined> {
    const rule = this.#options.openOn.find(({ match }) =>
      Object.entries(match).every(
        ([label, value]) => alert.record.labels[label] === value,
      ),
    );
    if (!rule || !alert.entityRef || alert.record.state !== 'active')
      return undefined;
    const { incidents, alerts } = this.#options;
    // One open incident per service holds all alerts that rules send to it.
    const ruleKey = alert.entityRef;
    const existing = await incidents.findByRuleKey(trx, ruleKey);
    const incident =
      existing ??
      (await incidents.open(trx, {
        entityRef: alert.entityRef,
        title: alert.record.summary || alert.record.name,
        severity: rule.severity,
        openedBy: `alert:${alert.record.name}`,
        // The clock runs from the alert, not from our hearing of it.
        openedAt: new Date(
          Math.min(Date.parse(alert.record.startsAt), now.getTime()),
        ),
        text: `Opened by the alert ${alert.record.name}`,
        ruleKey,
      }));
    await alerts.joinIncident(trx, alert.id, incident.id);
    await this.#note(trx, incident.id, 'alert-joined', alert, now);
    return existing ? undefined : incident;
  }

  async #note(
    trx: Knex.Transaction,
    incidentId: string,
    type: IncidentEvent['type'],
    alert: AlertChange,
    now: Date,
  ): Promise<void> {
    const what = type === 'alert-resolved' ? 'no longer fires' : 'fires';
    await this.#options.incidents.addEvent(trx, incidentId, {
      at: now,
      type,
      actor: `alert:${alert.record.name}`,
      text: `${alert.record.name} ${what}${
        alert.record.summary ? `: ${alert.record.summary}` : ''
      }`,
    });
  }
}
