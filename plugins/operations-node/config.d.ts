export interface Config {
  opsdeck?: {
    /** How records find their entity where no annotation claims them. */
    binding?: {
      /** The first rule that fits a record decides; annotations come before all rules. */
      rules?: Array<{
        /** Facts that must all fit; `*` stands for any characters. */
        match: {
          provider?: string;
          kind?: string;
          name?: string;
          instance?: string;
          project?: string;
          cluster?: string;
          namespace?: string;
          account?: string;
          region?: string;
          tags?: { [key: string]: string };
          labels?: { [key: string]: string };
        };
        entityRef?: string;
        /** With values of the record, for example `component:default/${tag:service}`. */
        entityRefTemplate?: string;
      }>;
    };
    /** What becomes of history whose entity has left the catalog. */
    entities?: {
      /** How long it stays (ISO-8601 duration). Default: P30D. */
      grace?: string;
      /** More than this part missing at once is taken for a fault of the catalog. Default: 20. */
      maxMissingPercent?: number;
    };
    /** How the collecting tabs keep the record of their own work. */
    collection?: {
      retention?: {
        /** Days that the record of a run is kept, 1 to 3650. Default: 30. */
        runDays?: number;
        /** Days after which a dead letter that nobody replayed is archived: kept, but no longer counted. Default: 30. */
        archiveDeadLettersAfterDays?: number;
        /** Days after which a dead letter is deleted, at least `archiveDeadLettersAfterDays`. Default: 180. */
        deadLetterDays?: number;
        /** Days that the state of a scope is kept that is no longer configured. Default: 90. */
        retiredScopeDays?: number;
      };
    };
  };
}
