import type { HeadingNames } from '../headings/naming';
import type { SourceText } from '../parse/source';
import type { ProblemList } from '../problems';
import type {
  AlertBinding,
  LineDecision,
  LineOutcome,
  RunbookStep,
  StepForm,
} from '../types';

/** An alert playbook found in a fence. */
export interface AlertPlaybook {
  alert: AlertBinding;
  line: number;
  steps: RunbookStep[];
  context: string;
}

/** What the extraction of steps from one section needs and reports to. */
export interface ExtractionContext {
  names: HeadingNames;
  problems: ProblemList;
  source: SourceText;
  decisions: LineDecision[];
  /** Texts of the headings above, outermost first. */
  headings: string[];
  /** The section is the middle one of pre-, during and post-. */
  isMiddlePhase: boolean;
  /** Last number of numbered comments in this section. */
  lastNumber: number;
  /** Alert playbooks found so far in this section. */
  playbooks: AlertPlaybook[];
}

/** Notes what some lines became and why. */
export function decide(
  context: ExtractionContext,
  line: number,
  endLine: number,
  outcome: LineOutcome,
  why: string,
  form: StepForm | null = null,
): void {
  context.decisions.push({ line, endLine, outcome, form, why });
}
