export interface Config {
  opsdeck?: {
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
