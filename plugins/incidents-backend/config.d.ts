export interface Config {
  opsdeck?: {
    incidents?: {
      webhooks?: {
        /** Senders of Alertmanager webhooks (version 4), one per Alertmanager. */
        alertmanager?: Array<{
          /**
           * Must equal the `id` of the Alertmanager in `opsdeck.providers.alertmanager.instances`, so that webhook and
           * poll speak of the same alerts. The path is `/api/incidents/webhooks/alertmanager/<id>`.
           */
          id: string;
          /**
           * Bearer token that the sender presents, at least 16 characters.
           * @visibility secret
           */
          token: string;
        }>;
      };
      /**
       * Response targets per severity (ISO-8601 durations), around the clock. Default: P1 PT15M and PT1H, P2 PT1H and
       * PT4H, P3 PT4H and PT24H, P4 PT24H and P7D.
       */
      targets?: {
        [severity in 'P1' | 'P2' | 'P3' | 'P4']?: {
          /** From opening to the first human acknowledgement. */
          acknowledge: string;
          /** From opening to mitigation or resolution. */
          resolve: string;
        };
      };
      /**
       * Which alerts open an incident; the first match wins. An empty list opens none. Default: alerts with the labels
       * `severity: critical` and `environment: production`, as P1.
       */
      openOn?: Array<{
        /** Labels that the alert must carry, with these values. */
        match: { [label: string]: string };
        severity: 'P1' | 'P2' | 'P3' | 'P4';
      }>;
    };
  };
}
