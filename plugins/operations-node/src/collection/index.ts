export * from './CollectionSink';
export * from './CollectionStore';
export * from './Collector';
export { DatabaseClock } from './DatabaseClock';
export * from './FreshnessReader';
export { StaleLeaseError } from './errors';
export { DEFAULT_RETRY_POLICY, type RetryPolicy } from './retry';
export * from './scheduleCollection';
export * from './SourcesService';
export * from './DefaultSourcesService';
export { decodeCursor, encodeCursor, toPage } from './pageCursor';
export { DeadLetterStore } from './DeadLetterStore';
export {
  registerCollection,
  type RegisterCollectionOptions,
} from './registerCollection';
