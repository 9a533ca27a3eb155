import { Alert, isResolved } from './alert';

/** How long a resolved alert is kept, in ms; nothing reads it after the last notification of its group. */
const KEEP_RESOLVED_MS = 30 * 60_000;

/** The alerts by fingerprint, merged as Alertmanager's provider merges what senders repeat. */
export class AlertStore {
  private readonly alerts = new Map<string, Alert>();

  /** Takes in an alert; answers it as merged with what was known of it. */
  put(alert: Alert, nowMs: number): Alert {
    const known = this.alerts.get(alert.fingerprint);
    const merged =
      known && overlaps(known, alert) ? merge(known, alert, nowMs) : alert;
    this.alerts.set(alert.fingerprint, merged);
    return merged;
  }

  /** Every alert that is not over. */
  firing(nowMs: number): Alert[] {
    return [...this.alerts.values()].filter(alert => !isResolved(alert, nowMs));
  }

  /** Forgets alerts that have been over for long. */
  collectGarbage(nowMs: number): void {
    for (const [key, alert] of this.alerts) {
      if (isResolved(alert, nowMs - KEEP_RESOLVED_MS)) {
        this.alerts.delete(key);
      }
    }
  }
}

function overlaps(known: Alert, alert: Alert): boolean {
  const within = (timeMs: number) =>
    timeMs > known.startsAtMs && timeMs < known.endsAtMs;
  return within(alert.endsAtMs) || within(alert.startsAtMs);
}

/** The younger alert, with the earliest start; an end that a sender stated is not shortened by a mere timeout. */
function merge(older: Alert, younger: Alert, nowMs: number): Alert {
  const merged = {
    ...younger,
    startsAtMs: Math.min(older.startsAtMs, younger.startsAtMs),
  };
  const later = older.endsAtMs > younger.endsAtMs;
  const keepsOlderEnd = isResolved(younger, nowMs)
    ? isResolved(older, nowMs) && later
    : later && !older.timeout;
  return keepsOlderEnd ? { ...merged, endsAtMs: older.endsAtMs } : merged;
}
