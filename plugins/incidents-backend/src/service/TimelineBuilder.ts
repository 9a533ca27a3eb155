import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Alert,
  Change,
  IncidentDetail,
  IncidentEvent,
  SUSPECT_WINDOW_MS,
  TimelineEntry,
  isOpen,
  rankSuspects,
} from '@opsdeck/backstage-plugin-incidents-common';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { StoredIncident } from '../database/incidentRows';

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
  /** @returns the changes that began in the range, and what is missing and why. */
  list(range: ChangeRange): Promise<{ changes: Change[]; gap?: string }>;
}

const ALERT_LEVELS: Record<Alert['class'], Verdict> = {
  critical: 'breached',
  warning: 'at-risk',
  unclassified: 'unknown',
  info: 'met',
};

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
    const { incident, events, alerts, credentials } = input;
    const { entityRef } = incident;
    const began = alerts.reduce(
      (earliest, alert) => Math.min(earliest, Date.parse(alert.startsAt)),
      Date.parse(incident.openedAt),
    );
    // Asked for apart: a long incident must not crowd out what came before it.
    const ranges = [
      [began - SUSPECT_WINDOW_MS, began],
      [began + 1, Math.max(endOf(input), began + 1)],
    ];
    const answers = await Promise.all(
      this.#sources.flatMap(source =>
        ranges.map(([from, to]) =>
          source.list({
            entityRef,
            from: new Date(from),
            to: new Date(to),
            credentials,
          }),
        ),
      ),
    );
    const changes = answers.flatMap(answer => answer.changes);
    return {
      // What happened at one instant stays in this order: cause before effect.
      timeline: [
        ...changes.map(changeEntry),
        ...alerts.flatMap(alertEntries),
        ...events.flatMap(eventEntry),
      ].sort((a, b) => a.at.localeCompare(b.at)),
      suspectedChanges: rankSuspects(changes, {
        entityRef,
        beganAt: new Date(began).toISOString(),
      }),
      gaps: [...new Set(answers.flatMap(answer => answer.gap ?? []))],
    };
  }
}

/** Until when its surroundings are of interest. */
function endOf(input: {
  incident: StoredIncident;
  events: readonly IncidentEvent[];
  now: Date;
}): number {
  const { incident, events, now } = input;
  if (isOpen(incident.state)) return now.getTime();
  const last = events[events.length - 1]?.at ?? incident.openedAt;
  return Date.parse(incident.resolvedAt ?? last);
}

/** Alerts speak for themselves, at the time when they fired and ended. */
function eventEntry(event: IncidentEvent): TimelineEntry[] {
  if (event.type === 'alert-joined' || event.type === 'alert-resolved') {
    return [];
  }
  return [
    {
      at: event.at,
      kind: 'incident',
      title: event.text,
      body: '',
      actor: event.actor,
      verdict: null,
      tab: null,
    },
  ];
}

function alertEntries(alert: Alert): TimelineEntry[] {
  const entry = {
    kind: 'alert' as const,
    body: alert.summary,
    actor: null,
    tab: null,
  };
  const fired: TimelineEntry = {
    ...entry,
    at: alert.startsAt,
    title: `Alert ${alert.name} fires`,
    verdict: ALERT_LEVELS[alert.class],
  };
  if (!alert.endsAt) return [fired];
  return [
    fired,
    {
      ...entry,
      at: alert.endsAt,
      title: `Alert ${alert.name} has ended`,
      verdict: 'met',
    },
  ];
}

function changeEntry(change: Change): TimelineEntry {
  return {
    at: change.at,
    kind: 'deployment',
    title: change.title,
    body: '',
    actor: null,
    verdict: null,
    tab: 'deployments',
  };
}
