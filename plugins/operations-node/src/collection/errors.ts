import { cutText, redactText } from '../redact';

/** Another run holds the scope now: what this run still wants to write must not be written. */
export class StaleLeaseError extends Error {
  constructor(sourceId: string, scopeId: string, leaseNumber: number) {
    super(
      `Lease ${leaseNumber} of ${sourceId} ${scopeId} was taken over by a later run; its writes are refused`,
    );
    this.name = 'StaleLeaseError';
  }
}

/** The worker must stop, as at a shutdown: no fault of the provider, and none to report as one. */
export class WorkerStoppedError extends Error {
  constructor() {
    super('The worker was stopped; the scope is read on by the next one');
    this.name = 'WorkerStoppedError';
  }
}

/**
 * What the database said, without the statement: knex puts the whole statement
 * with its values before it.
 */
export function storageProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return cutText(redactText(message.split(' - ').at(-1) ?? message), 300);
}
