/** Another run holds the scope now: what this run still wants to write must not be written. */
export class StaleLeaseError extends Error {
  constructor(sourceId: string, scopeId: string, leaseNumber: number) {
    super(
      `Lease ${leaseNumber} of ${sourceId} ${scopeId} was taken over by a later run; its writes are refused`,
    );
    this.name = 'StaleLeaseError';
  }
}
