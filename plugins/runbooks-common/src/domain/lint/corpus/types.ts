import type { RunbookDocument } from '../../../import';

/** A place in a file. */
export interface Place {
  file: string;
  /** 1-based. */
  line: number;
}

/** Words of a document or of a description: a paragraph, an item, a heading. */
export interface Passage extends Place {
  text: string;
  kind: 'heading' | 'paragraph' | 'item' | 'row' | 'description';
}

/** A table row beside the head of its table. */
export interface Row extends Place {
  head: string[];
  cells: string[];
}

/** A fence with its content. */
export interface Fence extends Place {
  language: string | null;
  /** Lines of the content; the first one stands on `line`. */
  lines: string[];
  /** Text of the nearest heading. */
  heading: Passage | null;
}

/** A Markdown file. */
export interface Document {
  file: string;
  runbook: RunbookDocument;
  passages: Passage[];
  rows: Row[];
  fences: Fence[];
}

/** An alert rule of Prometheus or a monitor of Datadog. */
export interface AlertRule extends Place {
  system: 'prometheus' | 'datadog';
  name: string;
  /** Query with its comparison. */
  expression: string;
  expressionLine: number;
  severity: string | null;
  hasRunbook: boolean;
  /** What it says to people. */
  text: string;
}

/** A catalog entity that stands for data. */
export interface DataResource extends Place {
  name: string;
  type: string;
  /** Objectives (ISO-8601 durations as minutes); null when not declared. */
  rpo: number | null;
  rto: number | null;
  rpoLine: number;
  /** Runs on a managed service whose automated backups end after 35 days. */
  isManagedDatabase: boolean;
}

/** A promise of an OpenSLO file. */
export interface Objective extends Place {
  name: string;
  /** Share of events that may be bad, 0 to 1; null for promises about time slices. */
  budget: number | null;
  /** Longest answer that counts as good, in seconds. */
  latency: number | null;
}

/** What belongs to one service: a folder with a catalog file, else all there is. */
export interface Scope {
  documents: Document[];
  rules: AlertRule[];
  resources: DataResource[];
  objectives: Objective[];
  /** Passages of the documents, then descriptions of the resources. */
  passages: Passage[];
}

/** A file that could not be read, and why. */
export interface Unreadable extends Place {
  message: string;
}

/** Everything that is looked at. */
export interface Corpus {
  scopes: Scope[];
  unreadable: Unreadable[];
}
