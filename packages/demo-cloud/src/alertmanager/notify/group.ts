import { Alert, isResolved } from '../alert';
import { compareAlerts } from '../grouping';

/** When the notifications of a group are due, in ms. */
export interface GroupTiming {
  /** How long a new group waits for further alerts. */
  groupWaitMs: number;
  /** How often a group is looked at after that. */
  groupIntervalMs: number;
}

/** Delivers the state of a group; false when it could not be delivered. */
export type Flush = (alerts: Alert[], signal: AbortSignal) => Promise<boolean>;

/** A delivery may take at least so long, however short the interval. */
const LEAST_TIMEOUT_MS = 10_000;

/** The alerts that are notified together, with the clock of their notifications. */
export class AlertGroup {
  private readonly alerts = new Map<string, Alert>();
  private readonly stopped = new AbortController();
  private timer?: NodeJS.Timeout;
  private hasFlushed = false;

  constructor(
    readonly labels: Record<string, string>,
    private readonly timing: GroupTiming,
    private readonly now: () => number,
    private readonly flush: Flush,
    private readonly onEmpty: () => void,
  ) {
    this.schedule(timing.groupWaitMs);
  }

  /** Takes in an alert or a new state of one. One that has waited elsewhere long enough is notified at once. */
  insert(alert: Alert): void {
    this.alerts.set(alert.fingerprint, alert);
    const waited = alert.startsAtMs + this.timing.groupWaitMs < this.now();
    if (!this.hasFlushed && waited) {
      this.schedule(0);
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.stopped.abort();
  }

  private schedule(inMs: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tick(), inMs);
    this.timer.unref();
  }

  private async tick() {
    const next = this.now() + this.timing.groupIntervalMs;
    this.hasFlushed = true;
    await this.flushOnce();
    if (this.stopped.signal.aborted) {
      return;
    }
    if (this.alerts.size === 0) {
      this.stop();
      this.onEmpty();
    } else {
      this.schedule(Math.max(0, next - this.now()));
    }
  }

  private async flushOnce() {
    const nowMs = this.now();
    const alerts = [...this.alerts.values()].sort(compareAlerts);
    const timeoutMs = Math.max(this.timing.groupIntervalMs, LEAST_TIMEOUT_MS);
    const signal = AbortSignal.any([
      this.stopped.signal,
      AbortSignal.timeout(timeoutMs),
    ]);
    if (!(await this.flush(alerts, signal))) {
      return;
    }
    for (const alert of alerts) {
      const unchanged = this.alerts.get(alert.fingerprint) === alert;
      if (unchanged && isResolved(alert, nowMs)) {
        this.alerts.delete(alert.fingerprint);
      }
    }
  }
}
