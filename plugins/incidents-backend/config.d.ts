export interface Config {
  opsdeck?: {
    incidents?: {
      webhooks?: {
        /** Senders of Alertmanager webhooks (version 4), one per Alertmanager. */
        alertmanager?: Array<{
          /** Id of the Alertmanager instance; the path is `/api/incidents/webhooks/alertmanager/<id>`. */
          id: string;
          /**
           * Bearer token that the sender presents, at least 16 characters.
           * @visibility secret
           */
          token: string;
        }>;
      };
      /** Response targets per severity (ISO-8601 durations). */
      targets?: {
        [severity in 'P1' | 'P2' | 'P3' | 'P4']?: {
          acknowledge: string;
          resolve: string;
        };
      };
      /** Which alerts open an incident; the first match wins. Default: critical alerts of production, as P1. */
      openOn?: Array<{
        /** Labels that the alert must carry, with these values. */
        match: { [label: string]: string };
        severity: 'P1' | 'P2' | 'P3' | 'P4';
      }>;
    };
  };
}
