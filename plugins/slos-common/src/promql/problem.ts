import { InputError } from '@backstage/errors';

/** A place in a query where something is wrong. */
export interface PromqlProblem {
  message: string;
  /** Character offsets in the query, end exclusive. */
  from: number;
  to: number;
}

/** A query that is not valid PromQL, or not of the kind that is needed. */
export class PromqlError extends InputError {
  constructor(message: string, readonly problem?: PromqlProblem) {
    super(message);
  }
}

/** The part of a query that a message points at, shortened. */
export function snippet(query: string, from: number, to: number): string {
  const text = query.slice(from, Math.max(to, from + 1)).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
