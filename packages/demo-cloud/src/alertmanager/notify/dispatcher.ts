import { Alert, isResolved } from '../alert';
import { groupKeyOf, groupLabelsOf } from '../grouping';
import { AlertGroup, GroupTiming } from './group';
import { NotificationLog } from './notificationLog';
import { webhookMessage } from './payload';
import { postWebhook, WebhookTarget } from './webhook';

/** How alerts become notifications. */
export interface DispatcherOptions extends GroupTiming {
  now: () => number;
  groupBy: readonly string[];
  receiver: string;
  externalUrl: string;
  maxAlerts: number;
  webhook: WebhookTarget;
  log: NotificationLog;
  /** Whether a silence or another alert mutes an alert now. */
  isMuted: (alert: Alert) => boolean;
  /** Told of every notification that could not be delivered. */
  onFailure: (message: string) => void;
}

/** Puts alerts into groups and notifies the webhook of each group's changes. */
export class Dispatcher {
  private readonly groups = new Map<string, AlertGroup>();
  private stopped = false;

  constructor(private readonly options: DispatcherOptions) {}

  /** Takes in the state of an alert. */
  dispatch(alert: Alert): void {
    const { groupBy, now } = this.options;
    const labels = groupLabelsOf(alert, groupBy);
    const key = groupKeyOf(labels);
    let group = this.groups.get(key);
    if (!group) {
      if (isResolved(alert, now())) {
        return;
      }
      group = new AlertGroup(
        labels,
        this.options,
        now,
        (alerts, signal) => this.notify(labels, alerts, signal),
        () => this.groups.delete(key),
      );
      this.groups.set(key, group);
    }
    group.insert(alert);
  }

  stop(): void {
    this.stopped = true;
    this.groups.forEach(group => group.stop());
    this.groups.clear();
  }

  private async notify(
    groupLabels: Record<string, string>,
    all: Alert[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const { log, isMuted, webhook, onFailure, now } = this.options;
    // A muted alert is left out even when it is resolved: its end is never told.
    const alerts = all.filter(alert => !isMuted(alert));
    const nowMs = now();
    const prints = (resolved: boolean) =>
      alerts
        .filter(alert => isResolved(alert, nowMs) === resolved)
        .map(alert => alert.fingerprint);
    const [firing, resolved] = [prints(false), prints(true)];
    const groupKey = groupKeyOf(groupLabels);
    if (
      alerts.length === 0 ||
      !log.needsUpdate(groupKey, firing, resolved, nowMs)
    ) {
      return true;
    }
    const context = { ...this.options, groupLabels };
    try {
      await postWebhook(
        webhook,
        webhookMessage(alerts, context, nowMs),
        signal,
      );
    } catch (error) {
      // Cut off by our own stop: the next start sends it again.
      if (this.stopped) return false;
      onFailure(`Notification of group ${groupKey} failed: ${error}`);
      return false;
    }
    log.record({ groupKey, firing, resolved, sentAtMs: nowMs });
    return true;
  }
}
