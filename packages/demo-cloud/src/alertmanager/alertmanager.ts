import { Router } from 'express';
import { ActiveAlert } from '../prometheus';
import { Alert, AlertStatus } from './alert';
import { AlertStore } from './alertStore';
import { createAlertmanagerRouter } from './api/router';
import { fingerprint } from './fingerprint';
import { inhibitingAlerts, InhibitRule } from './inhibition';
import { Dispatcher } from './notify/dispatcher';
import { NotificationEntry, NotificationLog } from './notify/notificationLog';
import { WebhookTarget } from './notify/webhook';
import { Silence, Silences } from './silences';

/** How to set up the stand-in for an Alertmanager. Durations in ms; the defaults are short, for a demo. */
export interface AlertmanagerOptions {
  /** The alerts of Prometheus as they stand at an instant; those that fire are taken in. */
  alertsAt: (tMs: number) => ActiveAlert[];
  /** The present, in ms since the epoch. */
  now: () => number;
  /** Where notifications go; none are sent without it. */
  webhook?: WebhookTarget;
  /** When set, every request must carry `Authorization: Bearer <token>`. */
  token?: string;
  /** Default `opsdeck`. */
  receiver?: string;
  /** Default: `alertname`, `service` and `environment`. */
  groupBy?: readonly string[];
  /** Default 5 s. */
  groupWaitMs?: number;
  /** Default 10 s. */
  groupIntervalMs?: number;
  /** Default 4 h. */
  repeatIntervalMs?: number;
  /** How often Prometheus' alerts are taken in. Default 5 s. */
  pollIntervalMs?: number;
  /** At most so many alerts in one notification; 0 (the default) is no limit. */
  maxAlerts?: number;
  /** Default: while no instance of a service answers, its warnings stay quiet. */
  inhibitRules?: readonly InhibitRule[];
  /** Address under which people reach this Alertmanager. */
  externalUrl?: string;
  /** What {@link Alertmanager.snapshot} answered before a restart. */
  initial?: AlertmanagerSnapshot;
  /** Told of notifications that failed. Default: standard error. */
  onFailure?: (message: string) => void;
}

/** What survives a restart: silences and the notification log, as in Alertmanager. */
export interface AlertmanagerSnapshot {
  silences: Silence[];
  notifications: NotificationEntry[];
}

/** A stand-in for Alertmanager 0.25. */
export interface Alertmanager {
  /** Its HTTP API, to be mounted at the root of a server of its own. */
  router: Router;
  /** Begins to take in alerts and to notify. */
  start(): void;
  /** Ends all timers and notifications under way. */
  stop(): void;
  snapshot(): AlertmanagerSnapshot;
}

/** How long a firing alert holds without being seen again: four times Prometheus' resend delay of a minute. */
const VALID_FOR_MS = 4 * 60_000;
const REPEAT_INTERVAL_MS = 4 * 3600_000;

const DEFAULT_INHIBIT_RULES: readonly InhibitRule[] = [
  {
    source: [equal('alertname', 'APIHealthCheckFailed')],
    target: [equal('severity', 'warning')],
    equal: ['service', 'environment'],
  },
];

function equal(name: string, value: string) {
  return { name, value, isRegex: false, isEqual: true };
}

/** Sets up an Alertmanager over the alerts of the demo world and those posted to it. */
export function createAlertmanager(options: AlertmanagerOptions): Alertmanager {
  const { now, alertsAt, initial } = options;
  const receiver = options.receiver ?? 'opsdeck';
  const groupBy = options.groupBy ?? ['alertname', 'service', 'environment'];
  const rules = options.inhibitRules ?? DEFAULT_INHIBIT_RULES;
  const timing = {
    groupWaitMs: options.groupWaitMs ?? 5_000,
    groupIntervalMs: options.groupIntervalMs ?? 10_000,
    repeatIntervalMs: options.repeatIntervalMs ?? REPEAT_INTERVAL_MS,
  };
  const onFailure =
    options.onFailure ?? (message => process.stderr.write(`${message}\n`));
  const store = new AlertStore();
  const silences = new Silences(initial?.silences);
  const log = new NotificationLog(
    timing.repeatIntervalMs,
    initial?.notifications,
  );

  const statusOf = (alert: Alert): AlertStatus => {
    const nowMs = now();
    const silencedBy = silences.muting(alert.labels, nowMs);
    const inhibitedBy = inhibitingAlerts(alert, store.firing(nowMs), rules);
    const muted = silencedBy.length + inhibitedBy.length > 0;
    return { state: muted ? 'suppressed' : 'active', silencedBy, inhibitedBy };
  };
  const dispatcher =
    options.webhook &&
    new Dispatcher({
      ...timing,
      now,
      groupBy,
      receiver,
      externalUrl: options.externalUrl ?? 'http://localhost:9093',
      maxAlerts: options.maxAlerts ?? 0,
      webhook: options.webhook,
      log,
      isMuted: alert => statusOf(alert).state === 'suppressed',
      onFailure,
    });
  let started = false;
  const put = (alert: Alert) => {
    const merged = store.put(alert, now());
    if (started) {
      dispatcher?.dispatch(merged);
    }
  };

  let fromPrometheus = new Map<string, Alert>();
  /** Takes in Prometheus' alerts as if it had just sent them; one that it no longer has is resolved. */
  const takeIn = () => {
    const nowMs = now();
    const firing = new Map<string, Alert>();
    for (const alert of alertsAt(nowMs)) {
      if (alert.firedAtMs !== undefined) {
        const taken = fromActiveAlert(alert, alert.firedAtMs, nowMs);
        firing.set(taken.fingerprint, taken);
      }
    }
    for (const [key, alert] of fromPrometheus) {
      if (!firing.has(key)) {
        put({ ...alert, endsAtMs: nowMs, updatedAtMs: nowMs });
      }
    }
    firing.forEach(put);
    fromPrometheus = firing;
    store.collectGarbage(nowMs);
  };

  const poll = () => {
    try {
      takeIn();
    } catch (error) {
      onFailure(`Prometheus' alerts could not be taken in: ${error}`);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    router: createAlertmanagerRouter({
      now,
      token: options.token,
      receiver,
      groupBy,
      timing,
      webhookUrl: options.webhook?.url,
      silences,
      statusOf,
      put,
      firing: () => {
        poll();
        return store.firing(now());
      },
    }),
    start: () => {
      if (!started) {
        started = true;
        store.firing(now()).forEach(alert => dispatcher?.dispatch(alert));
        poll();
        timer = setInterval(poll, options.pollIntervalMs ?? 5_000);
        timer.unref();
      }
    },
    stop: () => {
      started = false;
      clearInterval(timer);
      dispatcher?.stop();
    },
    snapshot: () => ({
      silences: silences.list(now()),
      notifications: log.snapshot(now()),
    }),
  };
}

function fromActiveAlert(
  { labels, annotations, generatorURL }: ActiveAlert,
  firedAtMs: number,
  nowMs: number,
): Alert {
  return {
    fingerprint: fingerprint(labels),
    labels,
    annotations,
    startsAtMs: firedAtMs,
    endsAtMs: nowMs + VALID_FOR_MS,
    updatedAtMs: nowMs,
    generatorURL,
    timeout: false,
  };
}
