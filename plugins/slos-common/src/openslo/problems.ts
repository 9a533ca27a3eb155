import { OpenSloProblem, ProblemSeverity } from './types';

/** Position in a set of files that a finding points at. */
export interface ProblemPosition {
  file: string;
  line: number;
  path: string;
}

/** Collects findings while files are read; nothing is thrown on content. */
export class ProblemList {
  readonly problems: OpenSloProblem[] = [];
  private errors = 0;

  /** Number of errors so far; compare before and after to judge one object. */
  get errorCount(): number {
    return this.errors;
  }

  error(at: ProblemPosition, rule: string, message: string): void {
    this.add('error', at, rule, message);
  }

  warning(at: ProblemPosition, rule: string, message: string): void {
    this.add('warning', at, rule, message);
  }

  private add(
    severity: ProblemSeverity,
    { file, line, path }: ProblemPosition,
    rule: string,
    message: string,
  ): void {
    if (severity === 'error') this.errors++;
    this.problems.push({
      severity,
      rule: `openslo/${rule}`,
      message,
      file,
      line,
      path,
    });
  }
}
