import { Alert, AlertStatus } from '../alert';

/** An alert as `/api/v2/alerts` shows it. `endsAt` of a firing alert lies in the future: until then it holds. */
export function formatAlert(
  alert: Alert,
  { state, silencedBy, inhibitedBy }: AlertStatus,
  receiver: string,
): object {
  return {
    annotations: alert.annotations,
    endsAt: apiTime(alert.endsAtMs),
    fingerprint: alert.fingerprint,
    receivers: [{ name: receiver }],
    startsAt: apiTime(alert.startsAtMs),
    status: { inhibitedBy, silencedBy, state },
    updatedAt: apiTime(alert.updatedAtMs),
    // Left out when the sender gave none, as Alertmanager does.
    ...(alert.generatorURL ? { generatorURL: alert.generatorURL } : {}),
    labels: alert.labels,
  };
}

/** An instant as the API writes it: RFC 3339 in UTC with milliseconds. */
export function apiTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
