export * from './batch';
export * from './counter';
export { injectMatchers } from './inject';
export * from './problem';
export * from './selector';
export * from './sliQueries';
export { escapeRegex, quoteString, unquoteString } from './strings';
export { MAX_QUERY_LENGTH, validatePromql } from './validate';
