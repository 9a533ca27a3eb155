/** How much a finding matters. */
export type LintSeverity = 'error' | 'warning' | 'info';

/** A file that is looked at: a Markdown runbook, or YAML (catalog, SLOs, alert rules). */
export interface LintFile {
  /** Path or address, as findings name it. */
  path: string;
  text: string;
  /** What it is, when the name does not tell. */
  format?: 'markdown' | 'yaml';
}

/** A place that contradicts a rule. */
export interface LintFinding {
  /** Id of the rule, such as `L5`. */
  id: string;
  severity: LintSeverity;
  /** One sentence that names what contradicts what. */
  message: string;
  file: string;
  /** 1-based line in the file. */
  line: number;
  /** What to do about it. */
  fix: string;
}

/** A finding that somebody accepted for a time. */
export interface SuppressedFinding extends LintFinding {
  reason: string;
  /** Last day of the suppression, `YYYY-MM-DD`. */
  until: string;
}

/** What was found, in the order of files and lines. */
export interface LintReport {
  findings: LintFinding[];
  suppressed: SuppressedFinding[];
}

/** Where something is, and what is wrong there; the rule adds the rest. */
export type Violation = Pick<LintFinding, 'message' | 'file' | 'line' | 'fix'>;
