export interface Config {
  opsdeck?: {
    incidents?: {
      webhooks?: {
        /**
         * Webhooks of Alertmanager (version 4), one receiver per Alertmanager. Where something between signs what
         * Alertmanager sends, `scheme` says how; by default it presents a bearer token.
         */
        alertmanager?: Array<{
          /**
           * Must equal the `id` of the Alertmanager in `opsdeck.providers.alertmanager.instances`, so that webhook and
           * poll speak of the same alerts. The path is `/api/incidents/webhooks/alertmanager/<id>`.
           */
          id: string;
          /** How a delivery is verified. Default: bearer. */
          scheme?:
            | 'bearer'
            | 'github'
            | 'grafana'
            | 'pagerduty'
            | 'rootly'
            | 'slack'
            | 'sns'
            | 'standard-webhooks';
          /**
           * For `bearer`: the token that the sender presents, at least 16 characters.
           * @visibility secret
           */
          token?: string;
          /**
           * For `bearer`: further tokens, while they rotate.
           * @deepVisibility secret
           */
          tokens?: string[];
          /**
           * For schemes that sign: the secret, at least 16 characters; for `standard-webhooks` as `whsec_…`.
           * @visibility secret
           */
          secret?: string;
          /**
           * For schemes that sign: further secrets, while they rotate.
           * @deepVisibility secret
           */
          secrets?: string[];
          /** For `sns`: the topics that may send. */
          topicArns?: string[];
          /** For `grafana`: the header of the signature. Default: X-Grafana-Alerting-Signature. */
          signatureHeader?: string;
          /** For `grafana`: the header of the timestamp. With it the timestamp must be there and signed. */
          timestampHeader?: string;
          /**
           * When nothing has come for longer than this (ISO-8601 duration), Operations › Sources says so and the source
           * is read at once. Default: the sender may be silent.
           */
          maxSilence?: string;
          /** Largest body in bytes, packed and unpacked, 1024 to 16777216. Default: 1048576. */
          maxBody?: number;
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
