export interface Config {
  opsdeck?: {
    deployments?: {
      /**
       * Days that the ledger remembers a deployment, at least 30. The last one that
       * came to run in an environment stays however old it is. Default: 400.
       */
      retentionDays?: number;
    };
    /** Where records are observed, first stage first. Shared by every Opsdeck tab. */
    environments?: Array<{
      id: string;
      title: string;
      tier:
        | 'development'
        | 'testing'
        | 'staging'
        | 'production'
        | 'disaster-recovery';
      /** Position from left to right. */
      order: number;
      /** Which data lives here, for people. */
      dataClass?: string;
      /** Rules that map a record to this environment; `*` stands for any characters. */
      match?: Array<{
        cluster?: string;
        namespace?: string;
        account?: string;
        region?: string;
        githubEnvironment?: string;
        label?: string;
      }>;
    }>;
  };
}
