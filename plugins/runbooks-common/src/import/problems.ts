import type { ImportProblem, ProblemSeverity } from './types';

/** Collects problems; a limit keeps a broken document from flooding the answer. */
export class ProblemList {
  readonly #problems: ImportProblem[] = [];
  readonly #limit: number;

  constructor(limit = 100) {
    this.#limit = limit;
  }

  add(
    severity: ProblemSeverity,
    code: string,
    line: number,
    message: string,
  ): void {
    if (this.#problems.length < this.#limit) {
      this.#problems.push({ code, message, line, severity });
    }
  }

  /** The problems in the order of the document. */
  sorted(): ImportProblem[] {
    return [...this.#problems].sort((a, b) => a.line - b.line);
  }
}
