/** An alerting rule, with the fields a Prometheus rule file has. */
export interface AlertingRule {
  alert: string;
  /** PromQL; the alert is active for every element it answers. */
  expr: string;
  /** How long the expression must hold before the alert fires, as a Prometheus duration (`5m`, `0s`). */
  for: string;
  /** Labels the alert gets besides those of the element. */
  labels: { severity: 'critical' | 'warning' | 'info' } & Record<
    string,
    string
  >;
  /** Texts with the templates `{{ $labels.<name> }}` and `{{ $value }}`. */
  annotations: { summary: string; description: string; runbook_url: string };
}

/** One alert of a rule, as it stands at an instant. */
export interface ActiveAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  state: 'pending' | 'firing';
  /** Since when the expression has held, in ms since the epoch. */
  activeAtMs: number;
  /** Since when the alert fires; only in state `firing`. */
  firedAtMs?: number;
  /** What the expression answered. */
  value: number;
  /** Address of the expression in Prometheus' own web interface. */
  generatorURL: string;
}
