import type { ScheduleRules } from './scheduleRules';

/** How a step was written; in order of precedence. */
export const STEP_FORMS = [
  'task',
  'ordered',
  'bullet',
  'alert-action',
  'shell-comment',
] as const;

/** How a step was written in the document. */
export type StepForm = (typeof STEP_FORMS)[number];

/** What a checklist is for. */
export const CHECKLIST_KINDS = [
  'maintenance',
  'deployment',
  'incident',
  'alert',
  'recovery',
  'handover',
  'review',
  'other',
] as const;

/** What a checklist is for. */
export type ChecklistKind = (typeof CHECKLIST_KINDS)[number];

/**
 * Who does the work of a checklist: a machine, a machine whose result a person
 * looks at, or a person.
 */
export type ExecutionMode = 'automated' | 'automated+review' | 'manual';

/**
 * How a person works through a checklist (Boorman, Gawande): read each step and
 * do it, or do the work from memory and confirm each step.
 */
export type ReadingMode = 'read-do' | 'do-confirm';

/** How much a problem matters: an error means that nothing could be read. */
export type ProblemSeverity = 'error' | 'warning' | 'info';

/** What was wrong with a document, and where. */
export interface ImportProblem {
  /** Stable identifier, such as `front-matter-invalid`. */
  code: string;
  /** One sentence that says what to do. */
  message: string;
  /** 1-based line in the original document. */
  line: number;
  severity: ProblemSeverity;
}

/** A copyable command; never executed. */
export interface CommandBlock {
  text: string;
  /** 1-based line in the original document. */
  line: number;
  /** First word of the info string of the fence, such as `bash`. */
  language: string | null;
  /** Runme attributes of the info string: `name`, `interactive`, `cwd`, ... */
  attributes: Record<string, string>;
  /** What the command destroys or interrupts, such as `kubectl delete`. */
  dangers: string[];
}

/** A live check named by `<!-- check: backup.completed key=value -->`. */
export interface StepCheck {
  name: string;
  parameters: Record<string, string>;
  /** 1-based line in the original document. */
  line: number;
}

/** One thing to do. */
export interface RunbookStep {
  /** Explicit id, else a hash of heading path and normalised text. */
  id: string;
  /** True when the document itself gives the id. */
  explicitId: boolean;
  /** Plain text without marker, markup and directives. */
  text: string;
  /** 1-based first line in the original document. */
  line: number;
  /** 1-based last line in the original document, commands included. */
  endLine: number;
  form: StepForm;
  commands: CommandBlock[];
  children: RunbookStep[];
  /** Markdown that belongs to the step beside its first paragraph. */
  context: string;
  check: StepCheck | null;
  /** Cannot be skipped. */
  killer: boolean;
  /** Needs a second person. */
  fourEyes: boolean;
  /** Ends a section: nothing after it is closed while something up to here is open. */
  pausePoint: boolean;
}

/** The alert that an alert playbook answers. */
export interface AlertBinding {
  name: string;
  /** ISO-8601 duration within which somebody responds; `PT0S` is at once. */
  response: string | null;
}

/** The steps of one section of a runbook. */
export interface RunbookChecklist {
  title: string;
  kind: ChecklistKind;
  /** RRULE value (RFC 5545) without the `RRULE:` prefix. */
  cadence: string | null;
  execution: ExecutionMode;
  mode: ReadingMode;
  owner: string | null;
  role: string | null;
  /** Local time of day at which it is due, `HH:mm`. */
  at: string | null;
  /** IANA zone of `at`. */
  zone: string | null;
  /** What else is said of its coming round; absent where nothing is. */
  schedule?: ScheduleRules;
  /** Planned length, ISO-8601 duration. */
  duration: string | null;
  /** Outermost heading first, own heading included. */
  headingPath: string[];
  /** 1-based line of the own heading, else of the first step. */
  line: number;
  steps: RunbookStep[];
  /** Markdown of the section beside the steps. */
  context: string;
  /** Copyable commands of the section that belong to no step. */
  commands: CommandBlock[];
  alert: AlertBinding | null;
  /** Control tags, such as `SOC 2 A1.2`. */
  controls: string[];
}

/** A section without steps: text to read beside the checklists. */
export interface ContextSection {
  /** Outermost heading first, own heading included; empty before the first. */
  headingPath: string[];
  /** 1-based line of the own heading, else of the first block. */
  line: number;
  /** Markdown of the section. */
  context: string;
  commands: CommandBlock[];
}

/** What a run of lines became. */
export type LineOutcome =
  | 'front-matter'
  | 'heading'
  | 'step'
  | 'command'
  | 'context';

/** Why a run of lines became what it became. */
export interface LineDecision {
  /** 1-based first line in the original document. */
  line: number;
  /** 1-based last line in the original document. */
  endLine: number;
  outcome: LineOutcome;
  form: StepForm | null;
  why: string;
}

/** Number of steps of each form, children included. */
export type StepTotals = Record<StepForm, number>;

/** What the import read out of one Markdown document. */
export interface RunbookDocument {
  /** Title of the front matter, else the first heading, else the file name. */
  title: string | null;
  path: string | null;
  lineCount: number;
  frontMatter: Record<string, unknown>;
  checklists: RunbookChecklist[];
  /** Sections that gave no checklist. */
  contexts: ContextSection[];
  totals: StepTotals;
  problems: ImportProblem[];
  decisions: LineDecision[];
}

/** What the caller may say about a document. */
export interface ImportOptions {
  /** Path or address of the document; its file name is the last resort for a title. */
  path?: string;
  /** Words that make a heading name a procedure, instead of the built-in ones. */
  procedureWords?: string[];
  /** Longest document that is read, in bytes of UTF-8. */
  maxBytes?: number;
}
