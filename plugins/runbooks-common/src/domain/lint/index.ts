export { isLintable } from './corpus/readCorpus';
export { lint } from './lint';
export { LINT_RULES } from './rules';
export type { LintRule } from './rules/rule';
export type {
  LintFile,
  LintFinding,
  LintReport,
  LintSeverity,
  SuppressedFinding,
} from './types';
