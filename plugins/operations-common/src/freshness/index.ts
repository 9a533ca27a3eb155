export * from './failure';
export * from './freshness';
