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

/** Names of alerts that a headline holds before it counts the others. */
const NAMES_SHOWN = 3;

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

export interface SummaryInput {
  /** Open incidents. */
  active: readonly Incident[];
  /** Alerts that fire or are suppressed. */
  alerts: readonly Alert[];
  /** Of the alert sources that could speak about the entity. */
  sources: readonly Freshness[];
  /** Whether the entity can be bound to alerts at all. */
  bound: boolean;
  now: Date;
}

/**
 * What the tab says first. Breached: a clock of an open incident has run out.
 * At risk: something is open, or a critical alert fires. Unknown: an alert
 * source is stale. Null: nothing is open and no alert source knows the entity.
 */
export function summarizeIncidents(input: SummaryInput): IncidentsSummary {
  return (
    openIncidents(input) ??
    criticalAlerts(input) ??
    unboundEntity(input) ??
    silentSources(input) ??
    quiet(input)
  );
}

function openIncidents({
  active,
  now,
}: SummaryInput): IncidentsSummary | undefined {
  if (active.length === 0) return undefined;
  const [first] = sortIncidents(active);
  const late = active.some(each => runningVerdict(each.clocks) === 'breached');
  const open = humanDuration(now.getTime() - Date.parse(first.openedAt));
  const others = active.length - 1;
  const more =
    others > 0 ? `; ${counted(others, 'more is open', 'more are open')}` : '';
  const ended = first.alertsEndedAt ? '; all its alerts have ended' : '';
  return {
    verdict: late ? 'breached' : 'at-risk',
    headline: `${first.number} ${first.severity} “${first.title}” has been open for ${open}${ended}${more}`,
    short: `${first.severity} ${first.number} open for ${open}${more}`,
  };
}

function criticalAlerts({
  alerts,
}: SummaryInput): IncidentsSummary | undefined {
  const critical = firing(alerts).filter(alert => alert.class === 'critical');
  if (critical.length === 0) return undefined;
  const all = [...new Set(critical.map(alert => alert.name))];
  const shown = all.slice(0, NAMES_SHOWN).join(', ');
  const more =
    all.length > NAMES_SHOWN ? ` and ${all.length - NAMES_SHOWN} more` : '';
  const fires = `${shown}${more} ${all.length === 1 ? 'fires' : 'fire'}`;
  return {
    verdict: 'at-risk',
    headline: `No incident is open, but ${fires}`,
    short: fires,
  };
}

function unboundEntity({ bound }: SummaryInput): IncidentsSummary | undefined {
  if (bound) return undefined;
  return {
    verdict: null,
    headline: 'No incident is open; no alert source knows this service',
    short: 'not bound to alerts',
  };
}

function silentSources({
  sources,
  now,
}: SummaryInput): IncidentsSummary | undefined {
  if (sources.length === 0) {
    return {
      verdict: 'unknown',
      headline: 'No alert source is configured, so nothing is known',
      short: 'no alert source',
    };
  }
  const stale = sources.find(source => isStale(source, now));
  if (!stale) return undefined;
  const name =
    stale.scopeTitle === stale.sourceTitle
      ? stale.sourceTitle
      : `${stale.sourceTitle} ${stale.scopeTitle}`;
  return {
    verdict: 'unknown',
    headline: `Nothing is known to be broken, but ${name} has not been read in time`,
    short: `${name} is not read`,
  };
}

function quiet({ alerts }: SummaryInput): IncidentsSummary {
  const minor = firing(alerts).length;
  const silenced = alerts.length - minor;
  const parts = [
    ...(minor > 0
      ? [counted(minor, 'minor alert fires', 'minor alerts fire')]
      : []),
    ...(silenced > 0
      ? [counted(silenced, 'alert is silenced', 'alerts are silenced')]
      : []),
  ];
  return {
    verdict: 'met',
    headline:
      parts.length > 0
        ? `No incident is open; ${parts.join(', ')}`
        : 'Nothing is broken: no incident is open and no alert fires',
    short: 'nothing open',
  };
}

function firing(alerts: readonly Alert[]): Alert[] {
  return alerts.filter(alert => alert.state === 'active');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
