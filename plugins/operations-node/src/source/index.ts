export * from './Source';
export * from './SourceError';
