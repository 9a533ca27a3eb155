import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  AddNote,
  Alert,
  ChangeSeverity,
  ChangeState,
  DeclareIncident,
  Incident,
  IncidentDetail,
  IncidentsOverview,
  SeverityTargets,
  clocksOf,
  impliesAcknowledged,
  nextStates,
  runningVerdict,
  sortAlerts,
  sortIncidents,
  summarizeIncidents,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  Freshness,
  PEER_ANNOTATIONS,
  annotationValues,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  FreshnessReader,
  StatusStore,
} from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { AlertStore } from '../database/AlertStore';
import {
  IncidentPatch,
  IncidentStore,
  NewEvent,
  StoredIncident,
} from '../database/IncidentStore';
import { TrustedIncidentsService } from './IncidentsService';
import { TimelineBuilder } from './TimelineBuilder';

const RECENT = 20;

export interface DefaultIncidentsServiceOptions {
  alerts: AlertStore;
  incidents: IncidentStore;
  statuses: StatusStore;
  freshness: FreshnessReader;
  timeline: TimelineBuilder;
  targets: SeverityTargets;
  clock?: () => Date;
}

/** Reads and changes incidents; every change is an event, a new version, and a status to look at again. */
export class DefaultIncidentsService implements TrustedIncidentsService {
  readonly #options: DefaultIncidentsServiceOptions;
  readonly #clock: () => Date;

  constructor(options: DefaultIncidentsServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async entityOf(incidentId: string): Promise<string | undefined> {
    return (await this.#options.incidents.get(incidentId))?.entityRef;
  }

  async getOverview(entity: Entity): Promise<IncidentsOverview> {
    const now = this.#clock();
    const entityRef = stringifyEntityRef(entity);
    const facts = await this.facts(entity, now);
    const recent = await this.#options.incidents.listRecent(entityRef, RECENT);
    const { verdict, headline } = summarizeIncidents(facts);
    return {
      entityRef,
      evaluatedAt: now.toISOString(),
      headline,
      verdict,
      active: sortIncidents(facts.active),
      alerts: sortAlerts(facts.alerts),
      recent: recent.map(incident => this.#judged(incident, now)),
      sources: facts.sources,
    };
  }

  /** What the verdict on an entity rests on. */
  async facts(
    entity: Entity,
    now: Date,
  ): Promise<{
    active: Incident[];
    alerts: Alert[];
    sources: Freshness[];
    bound: boolean;
    now: Date;
  }> {
    const entityRef = stringifyEntityRef(entity);
    const [open, alerts, sources] = await Promise.all([
      this.#options.incidents.listOpen(entityRef),
      this.#options.alerts.listCurrent(entityRef),
      this.#options.freshness.all(),
    ]);
    return {
      active: open.map(incident => this.#judged(incident, now)),
      alerts,
      sources,
      bound:
        annotationValues(entity, PEER_ANNOTATIONS.prometheusServiceName)
          .length > 0,
      now,
    };
  }

  async listBetween(
    entityRef: string,
    range: { from: Date; to: Date },
  ): Promise<Incident[]> {
    const now = this.#clock();
    const found = await this.#options.incidents.listBetween(
      entityRef,
      range.from,
      range.to,
    );
    return found.map(incident => this.#judged(incident, now));
  }

  async getIncident(
    incidentId: string,
    credentials: BackstageCredentials,
  ): Promise<IncidentDetail> {
    const now = this.#clock();
    const incident = await this.#require(incidentId);
    const [events, alerts] = await Promise.all([
      this.#options.incidents.listEvents(incidentId),
      this.#options.alerts.listOfIncident(incidentId),
    ]);
    return {
      ...this.#judged(incident, now),
      evaluatedAt: now.toISOString(),
      events,
      alerts,
      ...(await this.#options.timeline.build({
        incident,
        events,
        alerts,
        credentials,
        now,
      })),
    };
  }

  async declare(
    entityRef: string,
    actor: string,
    input: DeclareIncident,
  ): Promise<Incident> {
    return this.#write(async (trx, now) =>
      this.#options.incidents.open(trx, {
        entityRef,
        title: input.title,
        severity: input.severity,
        openedBy: actor,
        openedAt: now,
        text: input.note ?? `Declared as ${input.severity}`,
      }),
    );
  }

  async changeState(
    incidentId: string,
    actor: string,
    input: ChangeState,
  ): Promise<Incident> {
    const incident = await this.#require(incidentId);
    const allowed = nextStates(incident.state);
    if (
      incident.version === input.expectedVersion &&
      !allowed.includes(input.state)
    ) {
      throw new InputError(
        `${incident.number} is ${incident.state}; from there it can go to ${
          allowed.join(', ') || 'no other state'
        }`,
      );
    }
    return this.#change(incident, input.expectedVersion, {
      patch: now => statePatch(incident, input.state, actor, now.toISOString()),
      event: {
        type: 'state-changed',
        actor,
        text: `${incident.state} → ${input.state}${
          input.note ? `: ${input.note}` : ''
        }`,
      },
    });
  }

  async changeSeverity(
    incidentId: string,
    actor: string,
    input: ChangeSeverity,
  ): Promise<Incident> {
    const incident = await this.#require(incidentId);
    return this.#change(incident, input.expectedVersion, {
      patch: () => ({ severity: input.severity }),
      event: {
        type: 'severity-changed',
        actor,
        text: `${incident.severity} → ${input.severity}: ${input.reason}`,
      },
    });
  }

  async addNote(
    incidentId: string,
    actor: string,
    input: AddNote,
  ): Promise<Incident> {
    const incident = await this.#require(incidentId);
    return this.#write(async (trx, now) => {
      await this.#options.incidents.addEvent(trx, incidentId, {
        at: now,
        type: 'note',
        actor,
        text: input.text,
      });
      return incident;
    });
  }

  #change(
    incident: StoredIncident,
    expectedVersion: number,
    change: {
      patch: (now: Date) => IncidentPatch;
      event: Omit<NewEvent, 'at'>;
    },
  ): Promise<Incident> {
    const { incidents } = this.#options;
    return this.#write(async (trx, now) => {
      const updated = await incidents.update(
        trx,
        incident.id,
        expectedVersion,
        change.patch(now),
      );
      await incidents.addEvent(trx, incident.id, { ...change.event, at: now });
      return updated;
    });
  }

  async #write(
    work: (trx: Knex.Transaction, now: Date) => Promise<StoredIncident>,
  ): Promise<Incident> {
    const now = this.#clock();
    const incident = await this.#options.incidents.transaction(async trx => {
      const written = await work(trx, now);
      await this.#options.statuses.markDue(trx, [written.entityRef], now);
      return written;
    });
    return this.#judged(incident, now);
  }

  async #require(incidentId: string): Promise<StoredIncident> {
    const incident = await this.#options.incidents.get(incidentId);
    if (!incident) throw new NotFoundError(`No incident ${incidentId}`);
    return incident;
  }

  #judged(incident: StoredIncident, now: Date): Incident {
    const clocks = clocksOf(incident, this.#options.targets, now);
    return { ...incident, clocks, verdict: runningVerdict(clocks) ?? null };
  }
}

/** What else a change of state says: who took it on, when it was mitigated or resolved. */
function statePatch(
  incident: StoredIncident,
  state: StoredIncident['state'],
  actor: string,
  at: string,
): IncidentPatch {
  return {
    state,
    ...(impliesAcknowledged(state) && !incident.acknowledgedAt
      ? {
          acknowledgedAt: at,
          acknowledgedBy: actor,
          commander: incident.commander ?? actor,
        }
      : {}),
    ...(state === 'mitigated' && !incident.mitigatedAt
      ? { mitigatedAt: at }
      : {}),
    ...(state === 'resolved' ? { resolvedAt: at } : {}),
    // Taken up again after all: the resolution did not hold.
    ...(state === 'investigating' && incident.resolvedAt
      ? { resolvedAt: null }
      : {}),
  };
}
