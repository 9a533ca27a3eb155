/** States other than done that a person may set, in the order in which they are offered. */
export const OTHER_STATES = [
  'failed',
  'not-applicable',
  'deferred',
  'skipped',
] as const;

/** A state other than done that a person may set. */
export type OtherState = (typeof OTHER_STATES)[number];
