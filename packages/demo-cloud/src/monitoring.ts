import { AlertmanagerSnapshot, createAlertmanager } from './alertmanager';
import { activeAlertsAt, createPrometheusRouter } from './prometheus';
import { plainRefusals } from './server/plainRefusals';
import { Provider } from './server/provider';
import { readJson, UnreadableFileError, writeJson } from './world/jsonFile';
import type { World } from './world/world';
import { createWorldSeries } from './world/worldSeries';

/** Bearer tokens of the two. */
export const PROMETHEUS_TOKEN = 'demo-prometheus-token';
export const ALERTMANAGER_TOKEN = 'demo-alertmanager-token';

/** Where Alertmanager posts its notifications, with the bearer token that it sends along. */
export interface WebhookTarget {
  url: string;
  token?: string;
}

/** What Prometheus and Alertmanager need. */
export interface MonitoringOptions {
  world: World;
  now: () => number;
  /** Where Alertmanager keeps silences and what it has notified, from one run to the next. */
  memoryFile: string;
  webhook?: WebhookTarget;
  /** Addresses for links, when they are known before the servers listen. */
  prometheusUrl?: string;
  alertmanagerUrl?: string;
}

/** Prometheus over the series of the world, and the Alertmanager that it sends its alerts to. */
export interface Monitoring {
  providers: Provider[];
  /** Begins to notify. */
  start(): void;
  /** Ends notifying and saves Alertmanager's memory. */
  stop(): Promise<void>;
}

/** @throws UnreadableFileError when Alertmanager's memory cannot be read. */
export async function createMonitoring(
  options: MonitoringOptions,
): Promise<Monitoring> {
  const { world, now, webhook, memoryFile } = options;
  const alerts = {
    series: createWorldSeries(world),
    externalUrl: options.prometheusUrl,
  };
  const alertmanager = createAlertmanager({
    now,
    webhook,
    alertsAt: tMs => activeAlertsAt(alerts, tMs),
    token: ALERTMANAGER_TOKEN,
    externalUrl: options.alertmanagerUrl,
    initial: await loadMemory(memoryFile),
  });
  return {
    providers: [
      {
        source: 'prometheus',
        router: createPrometheusRouter({
          ...alerts,
          now,
          token: PROMETHEUS_TOKEN,
        }),
        refusals: plainRefusals('{"status":"success","data":{"resultType":"ve'),
      },
      {
        source: 'alertmanager',
        router: alertmanager.router,
        refusals: plainRefusals('[{"fingerprint":"'),
      },
    ],
    start: () => alertmanager.start(),
    stop: async () => {
      alertmanager.stop();
      await writeJson(memoryFile, alertmanager.snapshot());
    },
  };
}

async function loadMemory(
  file: string,
): Promise<AlertmanagerSnapshot | undefined> {
  const memory = (await readJson(file)) as
    | Partial<AlertmanagerSnapshot>
    | null
    | undefined;
  if (memory === undefined) {
    return undefined;
  }
  const { silences, notifications } = memory ?? {};
  if (!Array.isArray(silences) || !Array.isArray(notifications)) {
    throw new UnreadableFileError(
      file,
      'it needs the lists "silences" and "notifications"',
    );
  }
  return { silences, notifications };
}
