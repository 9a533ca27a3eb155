export interface Config {
  opsdeck?: {
    providers?: {
      alertmanager?: {
        instances?: Array<{
          /** Also the id of the webhook receiver that this Alertmanager sends to. */
          id: string;
          title?: string;
          baseUrl: string;
          /** @visibility secret */
          token?: string;
        }>;
        /** How often each instance is read (ISO-8601 duration). Default: PT1M. */
        cadence?: string;
      };
    };
  };
}
