export { importRunbook } from './importRunbook';
export {
  matchSteps,
  textSimilarity,
  REWORDED_SIMILARITY,
  type StepChange,
  type StepMatch,
} from './identity/matchSteps';
export {
  previewLines,
  previewOf,
  type PreviewChecklist,
  type PreviewLine,
  type PreviewStep,
  type RunbookPreview,
} from './preview';
export { stepTotals } from './totals';
export { DEFAULT_MAX_BYTES } from './text/readText';
export { DEFAULT_PROCEDURE_WORDS } from './headings/vocabulary';
export {
  GAP_POLICIES,
  ON_HOLIDAY,
  OVERLAP_POLICIES,
  type ScheduleRules,
} from './scheduleRules';
export {
  CHECKLIST_KINDS,
  STEP_FORMS,
  type AlertBinding,
  type ChecklistKind,
  type CommandBlock,
  type ContextSection,
  type ExecutionMode,
  type ImportOptions,
  type ImportProblem,
  type LineDecision,
  type LineOutcome,
  type ProblemSeverity,
  type ReadingMode,
  type RunbookChecklist,
  type RunbookDocument,
  type RunbookStep,
  type StepCheck,
  type StepForm,
  type StepTotals,
} from './types';
