export interface Config {
  opsdeck?: {
    providers?: {
      alertmanager?: {
        /** Servers that speak Alertmanager's API v2; of a cluster, one member or the load balancer. */
        instances: Array<{
          /** Letters, digits, dashes, dots, underscores. Also the id of the webhook receiver that it sends to. */
          id: string;
          /** Name for people; the id when left out. */
          title?: string;
          /** Address before `/api/v2`. */
          baseUrl: string;
          /**
           * Bearer token.
           * @visibility secret
           */
          token?: string;
        }>;
        /** How often each instance is read (ISO-8601 duration). Default: PT1M. */
        cadence?: string;
      };
      prometheus?: {
        /** How often new slices of every SLO are asked for (ISO-8601 duration). Default: PT5M. */
        cadence?: string;
        /** Servers that speak Prometheus's HTTP API; SLOs that name none are measured by the first. */
        instances: Array<{
          /** What `metricSourceRef` of an OpenSLO file names. */
          id: string;
          /** Name for people; the id when left out. */
          title?: string;
          /** Address before `/api/v1`. */
          baseUrl: string;
          /**
           * Bearer token.
           * @visibility secret
           */
          token?: string;
          basicAuth?: {
            username: string;
            /** @visibility secret */
            password: string;
          };
          /** Tenant of a multi-tenant server such as Mimir (`X-Scope-OrgID`). */
          tenant?: string;
        }>;
      };
    };
  };
}
