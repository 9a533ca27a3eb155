import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  AddNote,
  ChangeSeverity,
  ChangeState,
  DeclareIncident,
  Incident,
  IncidentDetail,
  IncidentsOverview,
  SeverityTargets,
  SummaryInput,
  clocksOf,
  runningVerdict,
  sortAlerts,
  sortIncidents,
  summarizeIncidents,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  FreshnessReader,
  StatusStore,
} from '@opsdeck/backstage-plugin-operations-node';
import { isBound } from '../collection/isBound';
import { AlertReader } from '../database/AlertReader';
import { IncidentReader } from '../database/IncidentReader';
import { IncidentStore } from '../database/IncidentStore';
import { StoredIncident } from '../database/incidentRows';
import { IncidentWriter } from './IncidentWriter';
import { TrustedIncidentsService } from './IncidentsService';
import { TimelineBuilder } from './TimelineBuilder';
import { observedByAlerts } from './observedByAlerts';

/** Ended incidents that the tab shows. */
const RECENT = 20;

export interface DefaultIncidentsServiceOptions {
  alerts: AlertReader;
  reader: IncidentReader;
  incidents: IncidentStore;
  statuses: StatusStore;
  freshness: Pick<FreshnessReader, 'all'>;
  timeline: TimelineBuilder;
  targets: SeverityTargets;
  clock?: () => Date;
}

/** Answers about incidents, with their clocks as of now, and passes on what people change. */
export class DefaultIncidentsService implements TrustedIncidentsService {
  readonly #options: DefaultIncidentsServiceOptions;
  readonly #clock: () => Date;
  readonly #writer: IncidentWriter;

  constructor(options: DefaultIncidentsServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
    this.#writer = new IncidentWriter({ ...options, clock: this.#clock });
  }

  async entityOf(incidentId: string): Promise<string | undefined> {
    return (await this.#options.reader.get(incidentId))?.entityRef;
  }

  async getOverview(entity: Entity): Promise<IncidentsOverview> {
    const now = this.#clock();
    const entityRef = stringifyEntityRef(entity);
    const [facts, recent] = await Promise.all([
      this.facts(entity, now),
      this.#options.reader.listRecent(entityRef, RECENT),
    ]);
    const { verdict, headline } = summarizeIncidents(facts);
    return {
      entityRef,
      evaluatedAt: now.toISOString(),
      headline,
      verdict,
      observedBy: observedByAlerts(facts),
      active: sortIncidents(facts.active),
      alerts: sortAlerts(facts.alerts),
      recent: await this.#judge(recent, now),
      sources: [...facts.sources],
    };
  }

  /** What the verdict on an entity rests on. */
  async facts(entity: Entity, now: Date): Promise<SummaryInput> {
    const entityRef = stringifyEntityRef(entity);
    const [open, alerts, sources] = await Promise.all([
      this.#options.reader.listOpen(entityRef),
      this.#options.alerts.listCurrent(entityRef),
      this.#options.freshness.all(),
    ]);
    return {
      active: await this.#judge(open, now),
      alerts,
      sources,
      bound: isBound(entity),
      now,
    };
  }

  async listBetween(
    entityRef: string,
    range: { from: Date; to: Date },
  ): Promise<Incident[]> {
    const { reader } = this.#options;
    const found = await reader.listBetween(entityRef, range.from, range.to);
    return this.#judge(found, this.#clock());
  }

  async getIncident(
    incidentId: string,
    credentials: BackstageCredentials,
  ): Promise<IncidentDetail> {
    const { reader, alerts, timeline } = this.#options;
    const now = this.#clock();
    const [incident, events, joined] = await Promise.all([
      reader.get(incidentId),
      reader.listEvents(incidentId),
      alerts.listOfIncident(incidentId),
    ]);
    if (!incident) throw new NotFoundError(`No incident ${incidentId}`);
    const [judged] = await this.#judge([incident], now);
    return {
      ...judged,
      evaluatedAt: now.toISOString(),
      events,
      alerts: joined,
      ...(await timeline.build({
        incident,
        events,
        alerts: joined,
        credentials,
        now,
      })),
    };
  }

  async declare(entityRef: string, actor: string, input: DeclareIncident) {
    return this.#answer(this.#writer.declare(entityRef, actor, input));
  }

  async changeState(id: string, actor: string, input: ChangeState) {
    return this.#answer(this.#writer.changeState(id, actor, input));
  }

  async changeSeverity(id: string, actor: string, input: ChangeSeverity) {
    return this.#answer(this.#writer.changeSeverity(id, actor, input));
  }

  async addNote(id: string, actor: string, input: AddNote) {
    return this.#answer(this.#writer.addNote(id, actor, input));
  }

  async #answer(written: Promise<StoredIncident>): Promise<Incident> {
    const [incident] = await this.#judge([await written], this.#clock());
    return incident;
  }

  async #judge(
    incidents: readonly StoredIncident[],
    now: Date,
  ): Promise<Incident[]> {
    const { alerts, targets } = this.#options;
    const ended = await alerts.endedAt(incidents.map(({ id }) => id));
    return incidents.map(incident => {
      const clocks = clocksOf(incident, targets, now);
      return {
        ...incident,
        alertsEndedAt: ended.get(incident.id) ?? null,
        clocks,
        verdict: runningVerdict(clocks) ?? null,
      };
    });
  }
}
