export * from './Source';
export * from './SourceError';
export * from './requestSignal';
export * from './responseError';
export * from './toSourceError';
export * from './rateBudget';
export * from './fingerprint';
