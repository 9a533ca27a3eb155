import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Alert,
  Change,
  IncidentDetail,
  IncidentEvent,
  SUSPECT_WINDOW_MS,
  TimelineEntry,
  rankSuspects,
} from '@opsdeck/backstage-plugin-incidents-common';
import { StoredIncident } from '../database/IncidentStore';

export interface ChangeRange {
  entityRef: string;
  from: Date;
  to: Date;
  /** Of the caller: who may not read a tab sees nothing of it here. */
  credentials: BackstageCredentials;
}

/** Another tab that knows of changes, asked on behalf of the caller. */
export interface ChangeSource {
  /** Name for people, for example "deployments". */
  title: string;
  /** @returns the changes, or why they cannot be shown. */
  list(range: ChangeRange): Promise<{ changes: Change[] } | { gap: string }>;
}

/** Puts everything around an incident in the order in which it happened. */
export class TimelineBuilder {
  readonly #sources: readonly ChangeSource[];

  constructor(sources: readonly ChangeSource[]) {
    this.#sources = sources;
  }

  async build(input: {
    incident: StoredIncident;
    events: readonly IncidentEvent[];
    alerts: readonly Alert[];
    credentials: BackstageCredentials;
    now: Date;
  }): Promise<Pick<IncidentDetail, 'timeline' | 'suspectedChanges' | 'gaps'>> {
    const { incident, events, alerts, now } = input;
    const beganAt = alerts.reduce(
      (began, alert) => (alert.startsAt < began ? alert.startsAt : began),
      incident.openedAt,
    );
    const answers = await Promise.all(
      this.#sources.map(source =>
        source.list({
          entityRef: incident.entityRef,
          from: new Date(Date.parse(beganAt) - SUSPECT_WINDOW_MS),
          to: incident.resolvedAt ? new Date(incident.resolvedAt) : now,
          credentials: input.credentials,
        }),
      ),
    );
    const changes = answers.flatMap(answer =>
      'changes' in answer ? answer.changes : [],
    );
    return {
      timeline: [
        ...events.map(eventEntry),
        ...alerts.map(alertEntry),
        ...changes.map(changeEntry),
      ].sort((a, b) => a.at.localeCompare(b.at)),
      suspectedChanges: rankSuspects(changes, {
        entityRef: incident.entityRef,
        beganAt,
      }),
      gaps: answers.flatMap(answer => ('gap' in answer ? answer.gap : [])),
    };
  }
}

function eventEntry(event: IncidentEvent): TimelineEntry {
  return {
    at: event.at,
    kind: 'incident',
    title: event.text,
    body: `by ${event.actor}`,
    verdict: null,
    tab: null,
  };
}

function alertEntry(alert: Alert): TimelineEntry {
  return {
    at: alert.startsAt,
    kind: 'alert',
    title: `Alert ${alert.name}`,
    body: alert.summary,
    verdict: alert.state === 'resolved' ? 'met' : 'breached',
    tab: 'incidents',
  };
}

function changeEntry(change: Change): TimelineEntry {
  return {
    at: change.at,
    kind: 'deployment',
    title: change.title,
    body: change.entityRef,
    verdict: null,
    tab: 'deployments',
  };
}
