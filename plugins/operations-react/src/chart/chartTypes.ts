/** One line of a chart. */
export interface ChartSeries {
  label: string;
  /** One per instant; null where nothing is known, which leaves a gap. */
  values: readonly (number | null)[];
}

/** Something that happened, marked on the time axis. */
export interface ChartMarker {
  kind: 'deployment' | 'incident' | 'window';
  /** When it happened or began (ISO-8601). */
  at: string;
  /** When it ended (ISO-8601); drawn as a band. */
  until?: string;
  /** For example "1.43.0" or "INC-2026-015". */
  label: string;
  href?: string;
}

/** A level that matters, drawn across. */
export interface ChartThreshold {
  value: number;
  label: string;
}

/** Everything that is drawn, apart from size and colours. */
export interface ChartContent {
  /** Milliseconds since 1970, ascending. */
  times: readonly number[];
  series: readonly ChartSeries[];
  markers: readonly ChartMarker[];
  threshold?: ChartThreshold;
  formatValue: (value: number) => string;
}
