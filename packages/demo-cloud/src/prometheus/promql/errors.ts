/** Why a query was refused, in the terms of the Prometheus HTTP API. */
export type PromqlErrorType = 'bad_data' | 'execution';

/**
 * A refused query: `bad_data` when it is not PromQL (HTTP 400), `execution` when it is PromQL that could
 * not be evaluated, or that this stand-in does not evaluate (HTTP 422).
 */
export class PromqlError extends Error {
  readonly errorType: PromqlErrorType;

  constructor(errorType: PromqlErrorType, message: string) {
    super(message);
    this.name = 'PromqlError';
    this.errorType = errorType;
  }
}

/** A syntax or type error at an offset of the query text, worded as Prometheus does (`line:column: parse error: ...`). */
export function parseError(
  query: string,
  offset: number,
  reason: string,
): PromqlError {
  const before = query.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return new PromqlError(
    'bad_data',
    `${line}:${column}: parse error: ${reason}`,
  );
}

/** An error while evaluating a well-formed query. */
export function executionError(reason: string): PromqlError {
  return new PromqlError('execution', reason);
}

/** Valid PromQL beyond what the stand-in evaluates. */
export function unsupported(what: string): PromqlError {
  return executionError(`${what} is not supported by this stand-in`);
}
