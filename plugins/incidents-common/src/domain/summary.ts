import {
  Freshness,
  Verdict,
  humanDuration,
  isStale,
} from '@opsdeck/backstage-plugin-operations-common';
import { Alert, Incident, SEVERITIES } from '../api';
import { runningVerdict } from './clocks';

const ALERT_ORDER: Record<Alert['class'], number> = {
  critical: 0,
  warning: 1,
  unclassified: 2,
  info: 3,
};

/** The most urgent first: severity, then the oldest. */
export function sortIncidents(incidents: readonly Incident[]): Incident[] {
  return [...incidents].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      a.openedAt.localeCompare(b.openedAt),
  );
}

/** Active before suppressed, then by class, then the oldest. */
export function sortAlerts(alerts: readonly Alert[]): Alert[] {
  return [...alerts].sort(
    (a, b) =>
      Number(a.state === 'suppressed') - Number(b.state === 'suppressed') ||
      ALERT_ORDER[a.class] - ALERT_ORDER[b.class] ||
      a.startsAt.localeCompare(b.startsAt),
  );
}

export interface IncidentsSummary {
  verdict: Verdict | null;
  headline: string;
  short: string;
}

/**
 * What the tab says first. Breached: a clock of an open incident has run out.
 * At risk: something is open, or a critical alert fires. Unknown: the alert
 * sources are stale. Null: no source knows the entity and nothing ever happened.
 */
export function summarizeIncidents(input: {
  active: readonly Incident[];
  alerts: readonly Alert[];
  /** Of the alert sources that could speak about the entity. */
  sources: readonly Freshness[];
  /** Whether the entity can be bound to alerts at all. */
  bound: boolean;
  now: Date;
}): IncidentsSummary {
  const { active, alerts, now } = input;
  const firing = alerts.filter(alert => alert.state === 'active');
  const critical = firing.filter(alert => alert.class === 'critical');
  if (active.length > 0) {
    const [first] = sortIncidents(active);
    const late = active.some(
      each => runningVerdict(each.clocks) === 'breached',
    );
    const open = humanDuration(now.getTime() - Date.parse(first.openedAt));
    const more = active.length > 1 ? ` and ${active.length - 1} more` : '';
    return {
      verdict: late ? 'breached' : 'at-risk',
      headline: `${first.number} ${first.severity} “${first.title}” has been open for ${open}${more}`,
      short: `${first.severity} ${first.number} open for ${open}`,
    };
  }
  if (critical.length > 0) {
    return {
      verdict: 'at-risk',
      headline: `No incident is open, but ${names(critical)} fires`,
      short: `${names(critical)} fires`,
    };
  }
  const stale = input.sources.filter(source => isStale(source, now));
  if (input.bound && (input.sources.length === 0 || stale.length > 0)) {
    const which = stale[0]?.sourceTitle;
    return {
      verdict: 'unknown',
      headline: which
        ? `Nothing is known to be broken, but ${which} has not been read in time`
        : 'No alert source is configured, so nothing is known',
      short: which ? `${which} is not read` : 'no alert source',
    };
  }
  if (!input.bound) {
    return {
      verdict: null,
      headline: 'No incident is open; no alert source knows this service',
      short: 'not bound to alerts',
    };
  }
  return {
    verdict: 'met',
    headline:
      firing.length > 0
        ? `No incident is open; ${firing.length} minor ${
            firing.length === 1 ? 'alert fires' : 'alerts fire'
          }`
        : 'Nothing is broken: no incident is open and no alert fires',
    short: 'nothing open',
  };
}

function names(alerts: readonly Alert[]): string {
  return [...new Set(alerts.map(alert => alert.name))].join(', ');
}
