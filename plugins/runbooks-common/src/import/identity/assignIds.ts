import type { ProblemList } from '../problems';
import type { RunbookStep } from '../types';
import { stepHash } from './hash';

/** Gives every step of a document its identity, each of them once. */
export class IdAssigner {
  readonly #used = new Set<string>();
  /** How often a wanted id came up. */
  readonly #counts = new Map<string, number>();
  readonly #problems: ProblemList;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  assign(steps: RunbookStep[], path: string[]): void {
    for (const step of steps) {
      const wanted = step.explicitId ? step.id : stepHash(path, step.text);
      if (step.explicitId && this.#used.has(wanted)) {
        this.#problems.add(
          'warning',
          'duplicate-step-id',
          step.line,
          `Another step already has the id "${wanted}"; give this one its own.`,
        );
      }
      step.id = this.#unique(wanted);
      this.assign(step.children, [...path, step.text]);
    }
  }

  #unique(wanted: string): string {
    let count = this.#counts.get(wanted) ?? 0;
    let id = wanted;
    do {
      count += 1;
      id = count === 1 ? wanted : `${wanted}-${count}`;
    } while (this.#used.has(id));
    this.#counts.set(wanted, count);
    this.#used.add(id);
    return id;
  }
}
