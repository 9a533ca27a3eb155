export interface Config {
  opsdeck?: {
    slos?: {
      documents?: {
        /** How often the SLO files of the catalog's entities are read (ISO-8601 duration). Default: PT5M. */
        cadence?: string;
      };
    };
  };
}
