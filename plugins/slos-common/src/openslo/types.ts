import { JsonObject } from '@backstage/types';

/** Where a piece of a definition was written: file and line (from 1). */
export interface SourceLocation {
  file: string;
  line: number;
}

/** How serious a finding is: an error keeps its object out of the result. */
export type ProblemSeverity = 'error' | 'warning';

/** A finding about an OpenSLO file, in the shape of the command line's findings. */
export interface OpenSloProblem {
  severity: ProblemSeverity;
  /** Stable id, for example `openslo/required`; after the official validator's codes. */
  rule: string;
  message: string;
  file: string;
  line: number;
  /** Path of the key within its object, for example `spec.objectives[0].target`. */
  path: string;
}

/** The versions that are read; `openslo/v1` is the one to write. */
export const OPEN_SLO_VERSIONS = [
  'openslo/v1',
  'openslo/v1alpha',
  'openslo.com/v2alpha',
] as const;
export type OpenSloVersion = (typeof OPEN_SLO_VERSIONS)[number];

export const OPEN_SLO_KINDS = [
  'Service',
  'SLI',
  'SLO',
  'DataSource',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
] as const;
export type OpenSloKind = (typeof OPEN_SLO_KINDS)[number];

/** What every OpenSLO object carries besides its specification. */
export interface ObjectMetadata {
  name: string;
  displayName?: string;
  /** A label may have several values. */
  labels: Record<string, string[]>;
  annotations: Record<string, string>;
}

/** One query against one metric source. */
export interface MetricSource {
  /** Kind of the source as written, for example `Prometheus`. */
  type?: string;
  /** Name of a DataSource object. */
  sourceRef?: string;
  /** Fields of the source's own, for Prometheus `query`. */
  spec: JsonObject;
}

/** Counts of good or bad events against all events. */
export interface RatioIndicator {
  type: 'ratio';
  /** Whether the metrics only ever grow; if not they are counts of the moment. */
  counter: boolean;
  good?: MetricSource;
  bad?: MetricSource;
  total: MetricSource;
}

/** A ratio that somebody else has computed; it has no counts. */
export interface RawIndicator {
  type: 'raw';
  /** What the ratio is of: good events (`success`) or bad ones (`failure`). */
  rawType: 'success' | 'failure';
  raw: MetricSource;
}

/** A value that each objective compares with its own limit. */
export interface ThresholdIndicator {
  type: 'threshold';
  metric: MetricSource;
}

export type IndicatorMeasure =
  | RatioIndicator
  | RawIndicator
  | ThresholdIndicator;

/** A service level indicator: what is measured, and how. */
export interface SliDefinition extends ObjectMetadata {
  description?: string;
  measure: IndicatorMeasure;
  source: SourceLocation;
}

export const BUDGETING_METHODS = [
  'Occurrences',
  'Timeslices',
  'RatioTimeslices',
] as const;
export type BudgetingMethod = (typeof BUDGETING_METHODS)[number];

/** The last stretch of time before now; months count 30 days, years 365. */
export interface RollingTimeWindow {
  type: 'rolling';
  /** ISO-8601 duration. */
  duration: string;
}

/** Successive periods of the calendar, counted from an anchor in local time. */
export interface CalendarTimeWindow {
  type: 'calendar';
  /** ISO-8601 duration of one period. */
  duration: string;
  /** Anchor in local time, `YYYY-MM-DDTHH:mm:ss`, without offset. */
  startTime: string;
  /** IANA zone. */
  timeZone: string;
}

export type TimeWindow = RollingTimeWindow | CalendarTimeWindow;

export const COMPARISONS = ['lt', 'lte', 'gt', 'gte'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** One promise of an SLO. */
export interface SloObjective {
  displayName?: string;
  /** Share of good, exact decimal text in [0, 1): `"0.999"`. */
  target: string;
  /** Share of good that makes a time slice good, exact decimal text in (0, 1]. */
  timeSliceTarget?: string;
  /** Length of a time slice, ISO-8601. */
  timeSliceWindow?: string;
  /** Threshold metrics: the value is good when `value <op> limit`. */
  op?: Comparison;
  /** Threshold metrics: the limit. */
  value?: number;
  /** Composite SLOs: the objective's own indicator. */
  indicator?: SliDefinition;
  /** Composite SLOs: weight of this objective, 1 when not given. */
  compositeWeight?: number;
}

/** An alert policy of an SLO: by name, or written out and kept as it is. */
export type AlertPolicyReference = { ref: string } | { inline: JsonObject };

/** A service level objective, normalised from any OpenSLO version. */
export interface SloDefinition extends ObjectMetadata {
  apiVersion: OpenSloVersion;
  /** Name of the service as written in the file. */
  service: string;
  description?: string;
  /** Absent for composite SLOs, whose objectives have their own. */
  indicator?: SliDefinition;
  timeWindow: TimeWindow;
  budgetingMethod: BudgetingMethod;
  objectives: SloObjective[];
  alertPolicies: AlertPolicyReference[];
  source: SourceLocation;
}

/** A service that SLOs belong to. */
export interface ServiceDefinition extends ObjectMetadata {
  description?: string;
  source: SourceLocation;
}

/** An object of a kind that is accepted and kept, not interpreted. */
export interface OtherObject extends ObjectMetadata {
  kind: OpenSloKind;
  /** As written, without `connectionDetails`: they may hold secrets. */
  spec: JsonObject;
  source: SourceLocation;
}

/** What a set of OpenSLO files says. */
export interface OpenSloResult {
  slos: SloDefinition[];
  indicators: SliDefinition[];
  services: ServiceDefinition[];
  others: OtherObject[];
  problems: OpenSloProblem[];
}
