export interface Config {
  opsdeck?: {
    providers?: {
      aws?: {
        /** Endpoint of every service, for stand-ins and proxies; leave out for AWS itself. */
        endpoint?: string;
        accounts?: Array<{
          /** Twelve-digit account id. */
          id: string;
          /** Name for people; the id when left out. */
          title?: string;
          regions: string[];
          /** Role to assume in the account. */
          roleArn?: string;
          externalId?: string;
          /** Static key, where no role is possible; else the SDK's default chain. */
          accessKeyId?: string;
          /** @visibility secret */
          secretAccessKey?: string;
        }>;
        rds?: {
          /** How often each account and region is read (ISO-8601 duration). Default: PT1M. */
          cadence?: string;
        };
      };
    };
  };
}
