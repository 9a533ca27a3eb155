export * from './Source';
export * from './SourceError';
export * from './responseError';
export * from './toSourceError';
