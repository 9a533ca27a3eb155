/** An alert as Alertmanager holds it. Times are in ms since the epoch. */
export interface Alert {
  fingerprint: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAtMs: number;
  /** Until when the alert holds: the future while it fires, the past once it is resolved. */
  endsAtMs: number;
  updatedAtMs: number;
  generatorURL: string;
  /** True when the sender gave no end, so that the alert resolves unless it is sent again. */
  timeout: boolean;
}

/** Why an alert that fires notifies nobody: the silences (ids) and alerts (fingerprints) that mute it. */
export interface AlertStatus {
  state: 'active' | 'suppressed';
  silencedBy: string[];
  inhibitedBy: string[];
}

/** Whether an alert is over. */
export function isResolved({ endsAtMs }: Alert, nowMs: number): boolean {
  return endsAtMs <= nowMs;
}
