export interface Config {
  opsdeck?: {
    providers?: {
      github?: {
        /** Address of the REST API. Default: https://api.github.com; GitHub Enterprise Server: https://<host>/api/v3. */
        apiBaseUrl?: string;
        /**
         * Fine-grained token with "Deployments: read", or a classic one with the scope repo_deployment.
         * @visibility secret
         */
        token: string;
        /** Repositories to read, as `owner/name`. */
        repositories?: string[];
        deployments?: {
          /** How often each repository is read (ISO-8601 duration). Default: PT2M. */
          cadence?: string;
          /** How many days of history the first reading takes in. Default: 90. */
          historyDays?: number;
        };
      };
    };
  };
}
