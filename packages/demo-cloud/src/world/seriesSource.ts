/** One condition of a PromQL vector selector; the metric name is the label `__name__`. */
export interface LabelMatcher {
  name: string;
  op: '=' | '!=' | '=~' | '!~';
  /** A literal, or for `=~` and `!~` a regular expression that must match the whole label value. */
  value: string;
}

/** One time series of the demo world, known in closed form at any instant. */
export interface Series {
  /** All labels, the metric name among them as `__name__`. */
  labels: Record<string, string>;
  /** Value at an instant (milliseconds since the epoch); undefined when the series did not exist then. */
  valueAt(tMs: number): number | undefined;
}

/** What the Prometheus stand-in evaluates queries over. */
export interface SeriesSource {
  /** Every series that satisfies all matchers; a missing label counts as the empty string, as in Prometheus. */
  select(matchers: LabelMatcher[]): Series[];
}
