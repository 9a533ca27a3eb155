export interface Config {
  opsdeck?: {
    providers?: {
      kubernetes?: {
        /**
         * Clusters to read. Those of `kubernetes.clusterLocatorMethods` (type `config`,
         * with a service account token) are read too; of one name these here win.
         */
        clusters?: Array<{
          /** Stable: history is kept by it, and `opsdeck.environments` matches on it. */
          name: string;
          /** Name for people; the name when left out. */
          title?: string;
          /** Address of the API server. */
          url: string;
          /**
           * Token of a service account that may list Deployments and ReplicaSets.
           * @visibility secret
           */
          serviceAccountToken: string;
          /** Certificate authority of the API server, PEM in base64. */
          caData?: string;
          /** Do not check the API server's certificate; needed for a plain http address. */
          skipTLSVerify?: boolean;
        }>;
        /** Whether to read the clusters of the Kubernetes plugin's configuration too. Default: true. */
        useBackstageClusters?: boolean;
        deployments?: {
          /** How often each cluster is read (ISO-8601 duration). Default: PT1M. */
          cadence?: string;
          /**
           * Regular expression whose first group is who deployed, in the annotation
           * `kubernetes.io/change-cause`. Without it only `opsdeck.io/deployed-by` counts.
           */
          authorPattern?: string;
        };
      };
    };
  };
}
