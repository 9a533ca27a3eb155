export * from './CollectionSink';
export * from './CollectionStore';
export * from './Collector';
export * from './FreshnessReader';
export { StaleLeaseError } from './errors';
export { DEFAULT_RETRY_POLICY, type RetryPolicy } from './retry';
export * from './scheduleCollection';
export { SourcesService, type SourcesServiceOptions } from './SourcesService';
export { DeadLetterStore } from './DeadLetterStore';
